import * as errors from '../errors/index.ts';
import { builder } from './builder.ts';

/** Every expected failure of a mutation: clients that select `... on Error { message }` are safe against new members. */
export const ErrorInterface = builder.interfaceRef<Error>('Error').implement({
  description: 'Beklenen hata. `message` ne olduğunu ve ne yapılacağını söyleyen Türkçe bir cümledir.',
  fields: (t) => ({ message: t.exposeString('message', { description: 'Kullanıcıya gösterilecek cümle.' }) }),
});

const IssueType = builder.objectRef<errors.Issue>('Issue').implement({
  description: 'Reddedilen tek bir alan.',
  fields: (t) => ({
    path: t.exposeString('path', { description: 'Alanın yolu: `data.tebligTarihi`.' }),
    message: t.exposeString('message', { description: 'Neyin yanlış olduğu.' }),
    rule: t.string({ nullable: true, description: 'Kural ya da madde; yoksa null.', resolve: (i) => i.rule ?? null }),
  }),
});

const MissingValueType = builder.objectRef<errors.MissingValue>('MissingValue').implement({
  description: 'Belgede yeri boş kalacak bilgi.',
  fields: (t) => ({
    path: t.exposeString('path', { description: 'Belge bağlamındaki yol.' }),
    label: t.exposeString('label', { description: 'Bilginin Türkçe adı.' }),
    place: t.exposeString('place', { description: 'Belgede yazılacağı yer.' }),
  }),
});

const interfaces = [ErrorInterface];

builder.objectType(errors.ValidationError, {
  name: 'ValidationError',
  description: 'Girdi kurala uymuyor; hatalı alanların tümü listelenir.',
  interfaces,
  fields: (t) => ({
    issues: t.field({ type: [IssueType], description: 'Hatalı alanlar.', resolve: (e) => [...e.issues] }),
  }),
});
builder.objectType(errors.NotFoundError, {
  name: 'NotFoundError',
  description: 'Kayıt yok ya da bu hesap onu göremez.',
  interfaces,
});
builder.objectType(errors.ForbiddenError, {
  name: 'ForbiddenError',
  description: 'Oturum açık ama yetki yok.',
  interfaces,
});
builder.objectType(errors.ConflictError, {
  name: 'ConflictError',
  description: 'Kayıt, okunduğundan beri başkası tarafından değiştirildi; yeniden okuyup deneyin.',
  interfaces,
  fields: (t) => ({
    currentVersion: t.exposeInt('currentVersion', { nullable: true, description: 'Şimdiki sürüm; bilinmiyorsa null.' }),
  }),
});
builder.objectType(errors.CaseStateError, {
  name: 'CaseStateError',
  description: 'İşin şimdiki durumu bu işlemi kabul etmiyor.',
  interfaces,
  fields: (t) => ({
    state: t.exposeString('state', { description: 'Şimdiki durum ya da adım.' }),
    allowed: t.stringList({ description: 'Şimdi yapılabilecek olanlar.', resolve: (e) => [...e.allowed] }),
  }),
});
builder.objectType(errors.NotEligibleError, {
  name: 'NotEligibleError',
  description: 'Mevzuat hak tanımıyor.',
  interfaces,
  fields: (t) => ({
    article: t.exposeString('article', { description: 'Sağlanmayan hüküm.' }),
    reason: t.exposeString('reason', { description: 'Neden sağlanmadığı.' }),
  }),
});
builder.objectType(errors.ParameterNotInForceError, {
  name: 'ParameterNotInForceError',
  description: 'İstenen günde yürürlükte olan bir mevzuat değeri yok.',
  interfaces,
  fields: (t) => ({
    parameter: t.exposeString('parameter', { description: 'Değerin adı.' }),
    on: t.field({ type: 'Date', description: 'Sorulan gün.', resolve: (e) => e.on }),
  }),
});
builder.objectType(errors.TemplateError, {
  name: 'TemplateError',
  description: 'Şablon kullanılamıyor.',
  interfaces,
  fields: (t) => ({
    template: t.exposeString('template', { description: 'Şablon dosyası.' }),
    tag: t.exposeString('tag', { description: 'Sorunlu etiket.' }),
  }),
});
builder.objectType(errors.MissingValuesError, {
  name: 'MissingValuesError',
  description: 'Belge için eksik bilgiler var.',
  interfaces,
  fields: (t) => ({
    missing: t.field({ type: [MissingValueType], description: 'Eksik bilgiler.', resolve: (e) => [...e.missing] }),
  }),
});

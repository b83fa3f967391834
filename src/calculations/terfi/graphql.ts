/** The what-if query of terfi and intibak: a record in, the worked table with its reasoning out. Nothing is saved. */
import { builder } from '../../graphql/index.ts';
import type { Sure } from '../engine/index.ts';
import { TraceStepType } from '../graphql.ts';
import { calculationQuery, flatItemType } from '../graphql-input.ts';
import type { TerfiResult } from './calculate.ts';
import type { TerfiFinding } from './derivation.ts';
import { calculateTerfiInput, terfiInput } from './entry-list.ts';
import { serviceField, serviceKindField } from './facts-service.ts';
import { type Position, positionText } from './position.ts';
import type { NextPromotion, TimelineRow } from './timeline.ts';

export const PositionType = builder.objectRef<Position>('DereceKademe').implement({
  description: 'Derece ve kademe; derece 15 en alt, 1 en üsttür.',
  fields: (t) => ({
    derece: t.exposeInt('derece', { description: 'Derece, 1–15.' }),
    kademe: t.exposeInt('kademe', { description: 'Kademe.' }),
    text: t.string({ description: '"8/2" biçiminde.', resolve: positionText }),
  }),
});

export const SureType = builder.objectRef<Sure>('HizmetSuresi').implement({
  description: '30/360 esasına göre süre: yıl 360, ay 30 gün.',
  fields: (t) => ({
    yil: t.exposeInt('yil', { description: 'Yıl.' }),
    ay: t.exposeInt('ay', { description: 'Ay, 0–11.' }),
    gun: t.exposeInt('gun', { description: 'Gün, 0–29.' }),
  }),
});

export const TimelineRowType = builder.objectRef<TimelineRow>('TerfiRow').implement({
  description: 'Hizmet ve terfi cetvelinin bir satırı; günün sonundaki durum.',
  fields: (t) => ({
    date: t.field({ type: 'Date', description: 'Geçerlilik günü.', resolve: (r) => r.date }),
    label: t.exposeString('label', { description: 'Açıklama.' }),
    leftOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Ayrılış günü; yoksa null.',
      resolve: (r) => r.leftOn,
    }),
    kadro: t.exposeString('kadro', { nullable: true, description: 'Kadro derecesi; bilinmiyorsa null.' }),
    kha: t.field({
      type: PositionType,
      description: 'Kazanılmış hak aylığı derece ve kademesi.',
      resolve: (r) => r.kha,
    }),
    eea: t.field({
      type: PositionType,
      nullable: true,
      description: 'Emekli keseneğine esas derece ve kademe; ayrı hat yoksa null.',
      resolve: (r) => r.eea,
    }),
    remainder: t.field({
      type: SureType,
      nullable: true,
      description: 'Kademede artan süre; aday için null.',
      resolve: (r) => r.remainder,
    }),
    isSuperseded: t.boolean({
      description: 'Sonraki kararla ortadan kalkmış, yalnız geçmiş olarak duran satır mı.',
      resolve: (r) => r.isSuperseded ?? false,
    }),
    trace: t.field({ type: [TraceStepType], description: 'Satırın hesabı.', resolve: (r) => [...r.trace] }),
  }),
});

export const NextPromotionType = builder.objectRef<NextPromotion>('NextPromotion').implement({
  description: 'Sıradaki yıllık terfi.',
  fields: (t) => ({
    on: t.field({ type: 'Date', description: 'Müteakip terfi tarihi.', resolve: (n) => n.on }),
    position: t.field({
      type: PositionType,
      description: 'O gün varılan derece ve kademe.',
      resolve: (n) => n.position,
    }),
  }),
});

const ExpectedStepType = builder.objectRef<TerfiResult['expected'][number]>('ExpectedStep').implement({
  description: 'Kayıt değişmezse beklenen ek kademe.',
  fields: (t) => ({
    on: t.field({ type: 'Date', description: 'Günü.', resolve: (e) => e.on }),
    why: t.exposeString('why', { description: 'Dayanağı.' }),
  }),
});

export const TerfiFindingType = builder.objectRef<TerfiFinding>('TerfiFinding').implement({
  description: 'Kayıtta gözden geçirilmesi gereken husus.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Değişmeyen kod.' }),
    record: t.exposeString('record', { description: 'İlgili kaydın yolu.' }),
    rule: t.exposeString('rule', { description: 'Kural numarası.' }),
    article: t.exposeString('article', { description: 'Madde.' }),
    message: t.exposeString('message', { description: 'Türkçe cümle.' }),
  }),
});

export const TerfiType = builder.objectRef<TerfiResult>('Terfi').implement({
  description: 'Hizmet ve terfi cetveli ile müteakip terfi tarihleri.',
  fields: (t) => ({
    asOf: t.field({ type: 'Date', description: 'Hesabın yapıldığı son gün.', resolve: (r) => r.asOf }),
    rows: t.field({ type: [TimelineRowType], description: 'Cetvelin satırları.', resolve: (r) => [...r.rows] }),
    kha: t.field({ type: PositionType, description: 'Bugünkü KHA.', resolve: (r) => r.kha }),
    eea: t.field({
      type: PositionType,
      nullable: true,
      description: 'Bugünkü EEA; yoksa null.',
      resolve: (r) => r.eea,
    }),
    nextKha: t.field({
      type: NextPromotionType,
      nullable: true,
      description: 'KHA’nın müteakip terfisi; adayda, izinde ve son kademede null.',
      resolve: (r) => r.next.kha,
    }),
    nextEea: t.field({
      type: NextPromotionType,
      nullable: true,
      description: 'EEA’nın müteakip terfisi; ayrı hat yoksa null.',
      resolve: (r) => r.next.eea,
    }),
    expected: t.field({
      type: [ExpectedStepType],
      description: 'Beklenen ek kademeler (64/4).',
      resolve: (r) => [...r.expected],
    }),
    findings: t.field({
      type: [TerfiFindingType],
      description: 'Gözden geçirilecekler.',
      resolve: (r) => [...r.findings],
    }),
  }),
});

flatItemType('TerfiServiceItemInput', serviceField, {
  kind: serviceKindField.describe('Kaydın türü.'),
  description: 'Hizmet kaydı; alanlar türüne göre doldurulur.',
});
calculationQuery({
  field: 'calculateTerfi',
  description: 'Terfi ve intibak: derece, kademe ve müteakip terfi tarihleri (657 m.36, 37, 64).',
  input: terfiInput,
  value: TerfiType,
  calculate: calculateTerfiInput,
});

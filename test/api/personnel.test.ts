import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addNamePrefixes, completeTckn } from '../../src/personnel/index.ts';
import { foldForSearch } from '../../src/turkish/index.ts';
import { openTestApp, type TestApp } from '../helpers/app.ts';

let app: TestApp;
let clerk: string;
let reader: string;
beforeAll(async () => {
  app = await openTestApp();
  clerk = await app.token(['servis-gorevlisi@atama'], 'ORNEK-006');
  reader = await app.token(['okuyucu']);
});
afterAll(() => app.close());

interface PeoplePage {
  personnel: {
    totalCount: number;
    nodes: { id: string; sicilNo: string; fullName: string; tckn: string; unit: { name: string } }[];
    edges: { cursor: string }[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}

const SEARCH = `query ($filter: PersonnelFilter, $first: Int, $after: String, $orderBy: PersonnelOrder) {
  personnel(filter: $filter, first: $first, after: $after, orderBy: $orderBy) {
    totalCount
    nodes { id sicilNo fullName tckn unit { name } }
    pageInfo { hasNextPage endCursor }
  }
}`;

const search = async (variables: Record<string, unknown>, token = clerk): Promise<PeoplePage['personnel']> => {
  const { data, errors } = await app.graphql<PeoplePage>(token, SEARCH, variables);
  expect(errors).toBeUndefined();
  return data.personnel;
};

describe('search', () => {
  test.each(['ışık', 'IŞIK', 'isik', 'Işık', 'ISIK'])('%s finds both IŞIKs', async (name) => {
    const { nodes, totalCount } = await search({ filter: { name } });
    expect(nodes.map((n) => n.fullName)).toEqual(['Ayşe Nur IŞIK', 'Murat IŞIK']);
    expect(totalCount).toBe(2);
  });

  test('any part of the name, and the surname first', async () => {
    for (const name of ['nur', 'ayşe nur ış', 'işik ayş', 'öztürk', 'yılmaz', 'YUSUF öz'])
      expect((await search({ filter: { name } })).nodes.length, name).toBeGreaterThan(0);
  });

  test('filters join with and', async () => {
    const { nodes } = await search({ filter: { name: 'ışık', unvan: 'Şef', unitCode: 'KST-PERSONEL' } });
    expect(nodes.map((n) => n.sicilNo)).toEqual(['ORNEK-005']);
  });

  test('pages of two give everybody once, in the order of the alphabet', async () => {
    const names: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 30; page += 1) {
      const found: PeoplePage['personnel'] = await search({ first: 2, after });
      names.push(...found.nodes.map((n) => n.fullName));
      after = found.pageInfo.endCursor;
      if (!found.pageInfo.hasNextPage) break;
    }
    expect(names).toHaveLength(24);
    expect(new Set(names).size).toBe(24);
    const surnames = names.map((n) =>
      n
        .split(' ')
        .filter((w) => w === w.toLocaleUpperCase('tr'))
        .join(' '),
    );
    expect(surnames).toEqual([...surnames].sort(new Intl.Collator('tr').compare));
  });

  test.each([[{}], [{ unitCode: 'KST-PERSONEL' }], [{ under: 'KST', sinif: 'GİH' }]])(
    'by any beginning, page by page, in both directions, gives whom looking at everybody gives: %j',
    async (others) => {
      const everybody = (await search({ first: 100, filter: others })).nodes;
      for (const name of [
        'a',
        'y',
        'ay',
        'me',
        'ışı',
        'öz',
        'mur',
        'ayşe n',
        'yıl',
        'yılm',
        'nur',
        'zz',
        'ayşe nur ışık',
      ])
        for (const [field, direction] of [
          ['NAME', 'ASC'],
          ['NAME', 'DESC'],
          ['SICIL_NO', 'ASC'],
        ]) {
          const orderBy = { field, direction };
          const found: string[] = [];
          for (let after: string | null = null, more = true; more; ) {
            const page: PeoplePage['personnel'] = await search({
              filter: { ...others, name },
              orderBy,
              first: 3,
              after,
            });
            found.push(...page.nodes.map((n) => n.sicilNo));
            after = page.pageInfo.endCursor;
            more = page.pageInfo.hasNextPage;
            if (!more) expect(page.totalCount, name).toBe(found.length);
          }
          const isFound = (n: { fullName: string }) =>
            ` ${foldForSearch(n.fullName)}`.includes(` ${foldForSearch(name)}`);
          const expected = everybody.filter(isFound).map((n) => n.sicilNo);
          if (field === 'SICIL_NO') expected.sort();
          expect(found, `${name} ${field} ${direction}`).toEqual(direction === 'DESC' ? expected.reverse() : expected);
        }
    },
  );

  test('finds people whom an older version has stored', async () => {
    const { db } = app.services;
    await db.connection.collection('personnel').updateMany({ surname: 'IŞIK' }, { $unset: { namePrefixes: 1 } });
    expect((await search({ filter: { name: 'ışık' } })).nodes).toEqual([]);
    expect(await addNamePrefixes(db)).toBe(2);
    expect((await search({ filter: { name: 'ışık' } })).nodes).toHaveLength(2);
    expect(await addNamePrefixes(db)).toBe(0);
  });

  test('descending by sicil no', async () => {
    const { nodes } = await search({ first: 2, orderBy: { field: 'SICIL_NO', direction: 'DESC' } });
    expect(nodes.map((n) => n.sicilNo)).toEqual(['ORNEK-024', 'ORNEK-023']);
  });

  test('a page over 100 is refused, not cut', async () => {
    const { errors } = await app.graphql(clerk, SEARCH, { first: 101 });
    expect(errors?.[0]?.extensions.code).toBe('VALIDATION');
    expect(errors?.[0]?.message).toContain('en çok 100');
  });

  test('a damaged cursor is refused', async () => {
    const { errors } = await app.graphql(clerk, SEARCH, { after: '%%%' });
    expect(errors?.[0]?.extensions.code).toBe('VALIDATION');
  });
});

describe('identity numbers', () => {
  test('are whole for officers, masked for readers, and no reader searches by them', async () => {
    const [officer] = (await search({ filter: { sicilNo: 'ORNEK-006' } })).nodes;
    expect(officer?.tckn).toMatch(/^1000000\d{4}$/);
    const [masked] = (await search({ filter: { sicilNo: 'ORNEK-006' } }, reader)).nodes;
    expect(masked?.tckn).toBe(`100******${officer?.tckn.slice(-2)}`);
    expect((await search({ filter: { tckn: officer?.tckn } })).nodes.map((n) => n.sicilNo)).toEqual(['ORNEK-006']);
    const { errors } = await app.graphql(reader, SEARCH, { filter: { tckn: officer?.tckn } });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('lie sealed in the database', async () => {
    const row = await app.services.db.connection.collection('personnel').findOne({ sicilNo: 'ORNEK-006' });
    expect(JSON.stringify(row)).not.toContain(completeTckn('100000015'));
    expect(row?.tcknSealed).toEqual(expect.any(String));
  });
});

describe('access', () => {
  test('without a token nothing is read', async () => {
    const { data, errors } = await app.graphql<{ personnel: null }>(null, SEARCH);
    expect(data?.personnel ?? null).toBeNull();
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('the EBYS machine reads no personnel, not by node either', async () => {
    const machine = await app.token(['ebys']);
    const { errors } = await app.graphql(machine, SEARCH);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const [someone] = (await search({ first: 1 })).nodes;
    const byNode = await app.graphql<{ node: unknown }>(machine, 'query ($id: ID!) { node(id: $id) { id } }', {
      id: someone?.id,
    });
    expect(byNode.data?.node ?? null).toBeNull();
  });

  test('an expired token is told apart from a forged one', async () => {
    const { issue } = app.services.authenticator;
    const expired = await issue?.({ accountId: 'x', name: 'x', sicilNo: null, roles: ['okuyucu'], hours: -1 });
    const { status, errors } = await app.graphql(expired ?? '', SEARCH);
    expect(status).toBe(401);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'EXPIRED' });
    const forged = await app.graphql(`${reader.slice(0, -3)}abc`, SEARCH);
    expect(forged.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'INVALID' });
  });
});

const REGISTER = `mutation ($input: RegisterPersonnelInput!) {
  registerPersonnel(input: $input) {
    __typename
    ... on RegisterPersonnelPayload { personnel { sicilNo version fullName } }
    ... on Error { message }
    ... on ValidationError { issues { path message } }
  }
}`;
const someone = {
  sicilNo: 'ORNEK-900',
  tckn: completeTckn('200000001'),
  givenNames: 'Deniz',
  surname: 'ÖRNEK',
  bornOn: '1990-02-28',
  sinif: 'GİH',
  unvan: 'Memur',
  unitCode: 'KST-PERSONEL',
  appointedBy: 'VALILIK',
  status: 'ADAY',
  startedOn: '2026-01-05',
};
interface Registered {
  registerPersonnel: {
    __typename: string;
    message?: string;
    issues?: { path: string; message: string }[];
    personnel?: { version: number };
  };
}
const register = async (change: object, token = clerk): Promise<Registered['registerPersonnel']> =>
  (await app.graphql<Registered>(token, REGISTER, { input: { ...someone, ...change } })).data.registerPersonnel;

describe('registerPersonnel', () => {
  test('adds a person once', async () => {
    expect(await register({})).toMatchObject({ __typename: 'RegisterPersonnelPayload', personnel: { version: 1 } });
    expect(await register({})).toMatchObject({ __typename: 'ValidationError', issues: [{ path: 'sicilNo' }] });
    expect(await register({ sicilNo: 'ORNEK-901' })).toMatchObject({
      __typename: 'ValidationError',
      issues: [{ path: 'tckn' }],
    });
  });

  test.each([
    ['wrong checksum', { tckn: '10000000140' }, 'tckn'],
    ['unknown unit', { unitCode: 'YOK' }, 'unitCode'],
    ['empty name', { givenNames: ' ' }, 'givenNames'],
    ['bad sicil', { sicilNo: 'küçük harf' }, 'sicilNo'],
  ])('refuses %s with the field named', async (_title, change, path) => {
    const answer = await register({ sicilNo: 'ORNEK-902', tckn: completeTckn('200000002'), ...change });
    expect(answer.__typename).toBe('ValidationError');
    expect(answer.issues?.map((i) => i.path)).toEqual([path]);
    expect(answer.issues?.[0]?.message).not.toMatch(/10000000140/);
  });

  test('is closed to readers', async () => {
    expect((await register({ sicilNo: 'ORNEK-903' }, reader)).__typename).toBe('ForbiddenError');
  });

  test('sent twice at once succeeds once', async () => {
    const twin = { sicilNo: 'ORNEK-904', tckn: completeTckn('200000004') };
    const answers = await Promise.all([register(twin), register(twin)]);
    expect(answers.map((a) => a.__typename).sort()).toEqual(['RegisterPersonnelPayload', 'ValidationError']);
  });
});

test('updatePersonnel refuses a stale version', async () => {
  const UPDATE = `mutation ($input: UpdatePersonnelInput!) { updatePersonnel(input: $input) {
    __typename ... on UpdatePersonnelPayload { personnel { unvan version } } ... on ConflictError { currentVersion message } } }`;
  const update = async (expectedVersion: number) =>
    (
      await app.graphql<{ updatePersonnel: unknown }>(clerk, UPDATE, {
        input: { sicilNo: 'ORNEK-010', expectedVersion, unvan: 'Şef' },
      })
    ).data.updatePersonnel;
  expect(await update(1)).toMatchObject({
    __typename: 'UpdatePersonnelPayload',
    personnel: { unvan: 'Şef', version: 2 },
  });
  expect(await update(1)).toMatchObject({ __typename: 'ConflictError', currentVersion: 2 });
});

test('discipline records are seen by the discipline service only', async () => {
  const READ = '{ personnelBySicilNo(sicilNo: "ORNEK-010") { discipline { kind } } }';
  const read = async (token: string) =>
    (await app.graphql<{ personnelBySicilNo: { discipline: unknown } }>(token, READ)).data.personnelBySicilNo
      .discipline;
  expect(await read(clerk)).toBeNull();
  expect(await read(await app.token(['servis-gorevlisi@disiplin'], 'ORNEK-008'))).toEqual([]);
});

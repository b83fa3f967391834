import { Decimal } from 'decimal.js';
import { GraphQLError, Kind, type ValueNode } from 'graphql';
import { builder } from './builder.ts';

const refuse = (message: string): never => {
  throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
};

function text(value: unknown, scalar: string): string {
  return typeof value === 'string' ? value : refuse(`${scalar} metin olarak yazılır.`);
}

function isDay(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (!match) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

const day = (value: unknown): string => {
  const given = text(value, 'Date');
  return isDay(given) ? given : refuse(`"${given}" geçerli bir gün değil; YYYY-AA-GG biçiminde yazın.`);
};

builder.scalarType('Date', {
  description: 'Takvim günü, `YYYY-MM-DD`; saat dilimi yoktur. Takvimde bulunmayan gün reddedilir.',
  serialize: day,
  parseValue: day,
});

builder.scalarType('DateTime', {
  description: 'An, ISO 8601 ve UTC: `2026-11-22T09:05:00.000Z`.',
  serialize: (value) => (value instanceof Date ? value.toISOString() : refuse('DateTime bir an değil.')),
  parseValue: (value) => {
    const at = new Date(text(value, 'DateTime'));
    return Number.isNaN(at.getTime()) ? refuse(`"${String(value)}" geçerli bir an değil.`) : at;
  },
});

function decimal(value: unknown, scalar: string): Decimal {
  const given = text(value, scalar);
  if (!/^-?\d{1,20}(\.\d{1,10})?$/.test(given))
    return refuse(`"${given}" geçerli bir sayı değil; "1234.50" biçiminde yazın.`);
  return new Decimal(given);
}

builder.scalarType('Money', {
  description: 'Türk lirası, iki haneli metin: `"1234.50"`. Kayan noktalı sayı kabul edilmez.',
  serialize: (value) => (value instanceof Decimal ? value.toFixed(2) : refuse('Money bir tutar değil.')),
  parseValue: (value) => {
    const amount = decimal(value, 'Money');
    return amount.decimalPlaces() <= 2 ? amount : refuse('Tutar en çok iki kuruş hanesi taşır.');
  },
});

builder.scalarType('Decimal', {
  description: 'Tam ondalık sayı, metin olarak: `"0.088817"`.',
  serialize: (value) => (value instanceof Decimal ? value.toString() : refuse('Decimal bir sayı değil.')),
  parseValue: (value) => decimal(value, 'Decimal'),
});

builder.scalarType('TCKN', {
  description:
    'T.C. kimlik numarası, 11 hane; girişte denetim haneleri sınanır. Yetkisi olmayana `123******89` biçiminde maskelenir.',
  serialize: (value) => text(value, 'TCKN'),
  parseValue: (value) => text(value, 'TCKN').trim(),
});

builder.scalarType('URL', {
  description: 'Mutlak adres.',
  serialize: (value) => text(value, 'URL'),
  parseValue: (value) => text(value, 'URL'),
});

const literal = (node: ValueNode): unknown => {
  switch (node.kind) {
    case Kind.STRING:
    case Kind.BOOLEAN:
    case Kind.ENUM:
      return node.value;
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.LIST:
      return node.values.map(literal);
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map((f) => [f.name.value, literal(f.value)]));
    case Kind.NULL:
      return null;
    default:
      return refuse('JSON değeri değişken içeremez; değeri bütün olarak değişkenle verin.');
  }
};

builder.scalarType('JSON', {
  description: 'Alanları veriyle tanımlanan değerler (adım verisi gibi) için JSON.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: literal,
});

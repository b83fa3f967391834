/** What GraphiQL shows when it opens: operations that run as they are on the demo institution. */
export const EXAMPLE_OPERATIONS = `# Özlük API — örnek işlemler
# Sol alttaki "Headers" bölümüne sunucu açılışında basılan belirteçlerden birini yazın:
#   { "authorization": "Bearer …" }

query Kurum {
  institution { name letterhead detsis }
  units { code name kind }
}

query PersonelAra {
  personnel(filter: { name: "ışık" }, first: 5) {
    totalCount
    nodes { sicilNo fullName unvan unit { name } }
    pageInfo { hasNextPage endCursor }
  }
}
`;

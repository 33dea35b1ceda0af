/** The operation of the API's document with parameters that are well formed and lead to nothing. */
export function harmless(operation: string): [method: string, path: string] {
  const [method = '', template = ''] = operation.split(' ');
  const nobody = '5f0c2f0e-3d6b-5a52-9d0f-6a3f8d1f3b10';
  const values: Readonly<Record<string, string>> = {
    slug: 'nowhere',
    reference: 'AKSON-2020-9999-ZZZZZ',
    id: nobody,
    deliveryId: nobody,
    kind: 'RETURN',
    number: '9999',
    page: '1',
    index: '0',
  };
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? nobody);
  return [method, template.endsWith('/picture') ? `${filled}?kind=returned` : filled];
}

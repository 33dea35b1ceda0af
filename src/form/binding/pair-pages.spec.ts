import { type PagePairs, pairPages } from './pair-pages.js';

it.each<[string, number[][], number, Partial<PagePairs>]>([
  [
    'one by one',
    [
      [1, 0],
      [0, 1],
    ],
    2,
    { returnedPages: [0, 1], inOrder: true, before: [], between: [], after: [] },
  ],
  [
    'pages before and after',
    [
      [0, 0.9, 0.1, 0],
      [0, 0.1, 0.9, 0],
    ],
    4,
    { returnedPages: [1, 2], before: [0], between: [], after: [3], inOrder: true },
  ],
  [
    'a page between',
    [
      [1, 0, 0],
      [0, 0, 1],
    ],
    3,
    { returnedPages: [0, 2], between: [1], inOrder: true },
  ],
  [
    'turned round',
    [
      [0, 1],
      [1, 0],
    ],
    2,
    { returnedPages: [1, 0], inOrder: false },
  ],
  [
    'turned round behind a page of another document',
    [
      [0, 0, 1],
      [0, 1, 0],
    ],
    3,
    { returnedPages: [2, 1], before: [0], inOrder: false },
  ],
  [
    'three in order',
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    3,
    { returnedPages: [0, 1, 2], before: [], between: [], after: [], inOrder: true },
  ],
  ['half of its text', [[0.5]], 1, { returnedPages: [0] }],
  [
    'one missing',
    [
      [0.9, 0.2],
      [0.1, 0.3],
    ],
    2,
    { returnedPages: [0, null], after: [1] },
  ],
  ['none', [[0.2], [0.49]], 1, { returnedPages: [null, null], before: [0], between: [], after: [] }],
  [
    'a second copy',
    [
      [1, 0, 0.95],
      [0, 1, 0],
    ],
    3,
    { returnedPages: [0, 1], repeated: [{ issued: 0, returned: 2 }], after: [] },
  ],
  [
    'a copy that is like two pages: of the one that it is most like',
    [
      [1, 0.3, 0.9],
      [0.3, 1, 0.8],
    ],
    3,
    { returnedPages: [0, 1], repeated: [{ issued: 0, returned: 2 }] },
  ],
  [
    'alike pages, turned round: the closest pair first',
    [
      [0.8, 0.6],
      [0.9, 0.7],
    ],
    2,
    { returnedPages: [1, 0], repeated: [], inOrder: false },
  ],
  [
    'alike pages: the closest pair first',
    [
      [0.8, 0.9],
      [0.7, 0.95],
    ],
    2,
    { returnedPages: [0, 1], repeated: [] },
  ],
])('%s', (_, shares, returnedCount, expected) => {
  expect(pairPages(shares, returnedCount)).toMatchObject(expected);
});

import { colour, contentWidth, type DocumentWriter, page, type TextStyle } from '../../form/index.js';
import type { ShareChart } from '../share-chart.js';

export interface ChartWords {
  readonly alt: string;
  /** What the lines end in. */
  readonly accepted: string;
  readonly forecast: string;
  readonly threshold: string;
  /** By day and by deadline, as the chart has them. */
  readonly days: readonly string[];
  readonly deadlines: readonly string[];
  /** By height, as the chart has them. */
  readonly shares: readonly string[];
}

const label: TextStyle = { font: 'regular', size: 7.6, colour: colour.quiet };
const strong: TextStyle = { font: 'semibold', size: 8.2, colour: colour.heading };
const target = '#a3352b';
const area = '#d5e2f1';
/** Deadlines that are close together have their words above one another. */
const deadlineRow = 9.5;
const rowsOfDeadlines = 3;
const least = 10;

/** Of the chart with the words above it. */
export function chartHeight(chart: ShareChart): number {
  return (chart.height * contentWidth) / chart.width + wordsAbove(chart);
}

/** The first deadline's words have room in the chart itself. */
function wordsAbove({ deadlines }: ShareChart): number {
  return deadlineRow * Math.max(0, Math.min(rowsOfDeadlines, deadlines.length) - 1);
}

/** The chart as one figure in lines, not in dots, at the writer's place; leaves the writer below it. */
export function drawShareChart(writer: DocumentWriter, chart: ShareChart, words: ChartWords): void {
  const { doc } = writer;
  const scale = contentWidth / chart.width;
  const head = wordsAbove(chart);
  const [left, top] = [page.marginSide, writer.y + head];
  const at = (x: number, y: number): [number, number] => [left + x * scale, top + y * scale];
  const line = (x1: number, y1: number, x2: number, y2: number): void => {
    doc.moveTo(...at(x1, y1)).lineTo(...at(x2, y2));
  };
  const path = (data: string): void => {
    doc.path(scaled(data, scale, left, top));
  };
  const { plot } = chart;
  const bottom = top + chart.height * scale;
  const draw = (): void => {
    doc.save();
    for (const { y } of chart.shares) line(plot.left, y, plot.right, y);
    doc.lineWidth(0.4).stroke(colour.panelLine);
    path(chart.acceptedArea);
    doc.fill(area);
    line(plot.left, plot.bottom, plot.right, plot.bottom);
    doc.lineWidth(0.7).stroke(colour.line);
    for (const { x } of chart.deadlines) line(x, plot.top, x, plot.bottom);
    doc.lineWidth(0.8).dash(1.5, { space: 2 }).stroke(colour.quiet);
    line(plot.left, chart.thresholdY, plot.right, chart.thresholdY);
    doc.lineWidth(1.2).dash(7, { space: 3 }).stroke(target);
    path(chart.forecast);
    doc.lineWidth(1.1).dash(3, { space: 2 }).stroke(colour.heading);
    doc.undash();
    path(chart.accepted);
    doc.lineWidth(1.8).stroke(colour.heading);
    doc.restore();
    drawWords(writer, chart, words, at);
  };
  const bbox = [left, writer.y, left + contentWidth, bottom] as const;
  writer.tagged('Figure', draw, { alt: words.alt, bbox });
  writer.y = bottom + 4;
}

function drawWords(
  writer: DocumentWriter,
  chart: ShareChart,
  words: ChartWords,
  at: (x: number, y: number) => [number, number],
): void {
  const { plot } = chart;
  const put = (text: string, x: number, y: number, align: 'left' | 'centre' | 'right', style: TextStyle): void => {
    writer.use(style);
    const width = writer.doc.widthOfString(text);
    const from = align === 'left' ? x : align === 'centre' ? x - width / 2 : x - width;
    writer.textAt(text, from, y - style.size * 0.62, width + 2, style);
  };
  for (const [index, { y }] of chart.shares.entries()) {
    const [x, middle] = at(plot.left - 8, y);
    put(words.shares[index] ?? '', x, middle, 'right', label);
  }
  for (const [index, mark] of chart.days.entries()) {
    const [x, y] = at(mark.x, plot.bottom + 16);
    put(words.days[index] ?? '', x, y, 'centre', label);
  }
  for (const [index, mark] of chart.deadlines.entries()) {
    const [x, y] = at(mark.x, plot.top - 9);
    put(words.deadlines[index] ?? '', x, y - deadlineRow * (index % rowsOfDeadlines), 'centre', label);
  }
  const [thresholdX, thresholdY] = at(plot.left + 6, chart.thresholdY - 9);
  put(words.threshold, thresholdX, thresholdY, 'left', { ...label, colour: target });
  const [x, end] = at(Math.min(chart.end.accepted.x, plot.right) + 8, chart.end.accepted.y);
  const [, forecastEnd] = at(0, chart.end.forecast.y);
  // Neither on the axis nor on one another: where both lines end at one height, the forecast stands above.
  const accepted = Math.min(end, at(0, plot.bottom)[1] - least / 2 - 1);
  const ends: [string, number, TextStyle][] = [
    [words.forecast, Math.min(forecastEnd, accepted - least), label],
    [words.accepted, accepted, strong],
  ];
  for (const [text, y, style] of ends) {
    writer.use(style);
    writer.doc.rect(x - 2, y - least / 2, writer.doc.widthOfString(text) + 4, least).fill('#ffffff');
    put(text, x, y, 'left', style);
  }
}

/** The chart's path data (M, H, V and Z only), moved and scaled. */
function scaled(data: string, scale: number, left: number, top: number): string {
  return data.replaceAll(/([MHVZ])([^MHVZ]*)/g, (_all, command: string, numbers: string) => {
    const [first = 0, second = 0] = numbers.trim().split(/[ ,]+/).map(Number);
    const x = (left + first * scale).toFixed(2);
    if (command === 'M') return `M${x} ${(top + second * scale).toFixed(2)}`;
    if (command === 'H') return `H${x}`;
    return command === 'V' ? `V${(top + first * scale).toFixed(2)}` : 'Z';
  });
}

import { shareChart, type ShareChartSpec } from './share-chart.js';

const HALF = { numerator: 1, denominator: 2 };
const spec: ShareChartSpec = {
  steps: [
    { on: '2020-04-24', base: 100, accepted: 0, forecast: 0 },
    { on: '2020-05-04', base: 100, accepted: 25, forecast: 50 },
  ],
  today: '2020-05-14',
  deadlines: ['2020-05-24'],
  threshold: HALF,
};

describe('the chart of the share', () => {
  const chart = shareChart(spec);
  const { left, right, top, bottom } = chart.plot;
  const width = right - left;
  const height = bottom - top;

  it('goes up in steps on the days on which something came, and ends today', () => {
    const middle = left + width / 3;
    const today = Math.round((left + (2 * width) / 3) * 10) / 10;
    expect(chart.accepted).toBe(
      `M${left} ${bottom}H${left}V${bottom}H${Math.round(middle * 10) / 10}V${bottom - height / 4}H${today}`,
    );
    expect(chart.end).toEqual({
      accepted: { x: today, y: bottom - height / 4 },
      forecast: { x: today, y: bottom - height / 2 },
    });
    expect(chart.acceptedArea).toBe(`${chart.accepted}V${bottom}Z`);
  });

  it('marks the threshold and the deadlines, also one to come', () => {
    expect(chart.thresholdY).toBe(bottom - height / 2);
    expect(chart.deadlines).toEqual([{ on: '2020-05-24', x: right }]);
  });

  it('has some days on its axis, never a crowd', () => {
    expect(chart.days.map(({ on }) => on)).toEqual([
      '2020-04-24',
      '2020-04-29',
      '2020-05-04',
      '2020-05-09',
      '2020-05-14',
      '2020-05-19',
      '2020-05-24',
    ]);
    expect(shareChart({ ...spec, today: '2030-01-01' }).days.length).toBeLessThanOrEqual(7);
  });

  it('draws the day of issue, when nothing has come', () => {
    const chart = shareChart({ ...spec, steps: spec.steps.slice(0, 1), today: '2020-04-24', deadlines: [] });
    expect(chart.accepted).toBe(`M${left} ${bottom}H${left}V${bottom}H${left}`);
    expect(chart.days).toEqual([
      { on: '2020-04-24', x: left },
      { on: '2020-04-25', x: right },
    ]);
  });
});

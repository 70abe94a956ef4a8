import { LineChart, type LineSeriesOption } from 'echarts/charts';
import {
  GridComponent,
  type GridComponentOption,
  LegendComponent,
  type LegendComponentOption,
  TitleComponent,
  type TitleComponentOption,
} from 'echarts/components';
import { type ComposeOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { escaped } from './escaped.js';
import type { PolicyReport, SimulationReport } from './report.js';
import { headOf } from './report-table.js';

type Chart = ComposeOption<
  LineSeriesOption | GridComponentOption | LegendComponentOption | TitleComponentOption
>;

const width = 960;
const height = 600;
/** Told apart by those who see few colours, too; more policies than these there are not. */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7'];
const ink = '#24292f';
const faint = '#d0d7de';

use([LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

/** Nodes and waiting jobs over time, a line for each policy; on white, whatever is around it. */
export function svgPicture(report: SimulationReport): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption(optionOf(report));
  const svg = chart.renderToSVGString();
  chart.dispose();
  const names = report.policies.map(({ policy }) => policy).join(', ');
  const title = `Nodes and waiting jobs over time: ${names}. ${headOf(report)}.`;
  // What follows the mouse is of no use in a picture, and rules for that are not known to all who show one.
  const still = svg.replace(/<style >.*<\/style>\n/s, '').replace(/ class="zr[^"]*"/g, '');
  return `${still.replace('>', ` role="img">\n<title>${escaped(title)}</title>`)}\n`;
}

function optionOf({ trace, policies }: SimulationReport): Chart {
  const began = Date.parse(trace.began);
  const line = (report: PolicyReport, at: number, panel: 0 | 1): LineSeriesOption => {
    const values = panel === 0 ? report.series.nodes : report.series.waiting;
    return {
      name: report.policy,
      type: 'line',
      xAxisIndex: panel,
      yAxisIndex: panel,
      step: 'end',
      symbol: 'none',
      silent: true,
      emphasis: { disabled: true },
      lineStyle: { width: 1.5 },
      color: colours[at % colours.length]!,
      data: values.map((value, i) => [began + report.series.at[i]! * 1000, value]),
    };
  };
  const text = { color: ink, fontFamily: 'sans-serif', fontSize: 13 };
  const last = began + 1000 * Math.max(...policies.map(({ series }) => series.at.at(-1) ?? 0));
  const panels = [
    { name: 'Nodes', top: 76, height: 200 },
    { name: 'Jobs that wait', top: 346, height: 200 },
  ];
  return {
    animation: false,
    useUTC: true,
    backgroundColor: '#ffffff',
    textStyle: text,
    title: panels.map(({ name, top }) => ({
      text: name,
      left: 64,
      top: top - 30,
      textStyle: { ...text, fontWeight: 'bold' },
    })),
    legend: {
      selectedMode: false,
      top: 8,
      left: 'center',
      icon: 'roundRect',
      itemHeight: 4,
      textStyle: text,
    },
    grid: panels.map((panel) => ({ left: 64, right: 32, top: panel.top, height: panel.height })),
    xAxis: panels.map((_, at) => ({
      type: 'time' as const,
      gridIndex: at,
      min: began,
      max: last,
      axisLine: { lineStyle: { color: ink } },
      axisLabel: {
        ...text,
        hideOverlap: true,
        formatter: { month: '{d} {MMM}', day: '{d} {MMM}', hour: '{HH}:{mm}' },
      },
    })),
    yAxis: panels.map((_, at) => ({
      type: 'value' as const,
      gridIndex: at,
      minInterval: 1,
      min: 0,
      splitLine: { lineStyle: { color: faint } },
      axisLabel: text,
    })),
    series: policies.flatMap((report, at) => [line(report, at, 0), line(report, at, 1)]),
  };
}

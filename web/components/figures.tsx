/** Figures: progress, a table with bars, a line over time. Every picture stands beside its numbers in text. (L44) */
import type { Child, FC } from 'hono/jsx'
import { Details } from './notices.tsx'
import { useWords } from './words.ts'

/** A bar of `share` (0 to 1) of the width. The numbers stand in text beside it, so it is hidden from screen readers. */
export const Meter: FC<{ share: number }> = ({ share }) => (
  <svg class="akcja-meter" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <rect class="akcja-meter__track" width="100" height="10" />
    <rect class="akcja-meter__bar" width={Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10} height="10" />
  </svg>
)

/** How far something has come: a sentence and a bar. */
export const Progress: FC<{ share: number; children?: Child }> = ({ share, children }) => (
  <div class="akcja-progress">
    <p class="akcja-progress__text">{children}</p>
    <Meter share={share} />
  </div>
)

export interface BarRow {
  label: Child
  /** The count as text; undefined when it is suppressed. */
  count?: string | undefined
  /** 0 to 1; undefined when it is suppressed. */
  share?: number | undefined
  /** The share as text. */
  shareText?: string | undefined
}

export interface BarTableProps {
  caption: Child
  /** What the rows are: the head of the first column. */
  of: Child
  rows: BarRow[]
  /** The last line: all together. */
  total?: { label: Child; count: string; shareText?: string }
}

/** Counts and shares as a table, with a bar to each row. Suppressed rows say so instead of a number. (A4, A6) */
export const BarTable: FC<BarTableProps> = ({ caption, of, rows, total }) => {
  const words = useWords()
  return (
    <table class="akcja-bars">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{of}</th>
          <td class="akcja-bars__bar" />
          <th scope="col" class="akcja-bars__number">
            {words.number}
          </th>
          <th scope="col" class="akcja-bars__number">
            {words.share}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row">{row.label}</th>
            <td class="akcja-bars__bar">{row.share !== undefined && <Meter share={row.share} />}</td>
            <td class="akcja-bars__number">{row.count ?? words.hidden}</td>
            <td class="akcja-bars__number">{row.shareText ?? (row.count === undefined ? words.hidden : '–')}</td>
          </tr>
        ))}
      </tbody>
      {total && (
        <tfoot>
          <tr>
            <th scope="row">{total.label}</th>
            <td class="akcja-bars__bar" />
            <td class="akcja-bars__number">{total.count}</td>
            <td class="akcja-bars__number">{total.shareText ?? ''}</td>
          </tr>
        </tfoot>
      )}
    </table>
  )
}

export interface LineChartProps {
  /** What the line shows, for the picture's name and the table's caption. */
  title: string
  /** Heads of the table: of the times and of the values. */
  columns: [string, string]
  /** In order of time, equally spaced. `label` goes under the axis and into the table, `text` is the value as text. */
  points: { label: string; value: number; text: string }[]
}

/** A line over time, drawn twice (wide, and narrow for phones, so that its letters stay readable), and its table. */
export const LineChart: FC<LineChartProps> = ({ title, columns, points }) => {
  const words = useWords()
  if (points.length === 0) return null
  return (
    <figure class="akcja-line">
      <figcaption class="govuk-heading-s">{title}</figcaption>
      <Line title={title} points={points} width={760} height={240} ticks={7} look="wide" />
      <Line title={title} points={points} width={320} height={220} ticks={3} look="narrow" />
      <Details summary={words.asTable}>
        <table class="akcja-bars">
          <caption class="govuk-visually-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{columns[0]}</th>
              <th scope="col" class="akcja-bars__number">
                {columns[1]}
              </th>
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr>
                <th scope="row">{point.label}</th>
                <td class="akcja-bars__number">{point.text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Details>
    </figure>
  )
}

interface LineProps {
  title: string
  points: LineChartProps['points']
  width: number
  height: number
  /** About how many labels fit under the axis. */
  ticks: number
  look: 'wide' | 'narrow'
}

const Line: FC<LineProps> = ({ title, points, width, height, ticks, look }) => {
  const [left, right, top, bottom] = [44, 14, 12, 30]
  const step = niceStep(Math.max(1, ...points.map((point) => point.value)), 4)
  const highest = step * Math.max(1, Math.ceil(Math.max(1, ...points.map((point) => point.value)) / step))
  const x = (n: number) => round(left + (points.length === 1 ? 0.5 : n / (points.length - 1)) * (width - left - right))
  const y = (value: number) => round(height - bottom - (value / highest) * (height - top - bottom))
  const path = points.map((point, n) => `${n === 0 ? 'M' : 'L'}${x(n)} ${y(point.value)}`).join('')
  const every = Math.max(1, Math.ceil((points.length - 1) / Math.max(1, ticks - 1)))
  const grid = Array.from({ length: Math.round(highest / step) + 1 }, (_, n) => n * step)
  return (
    <svg class={`akcja-line__${look}`} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
      {grid.map((value) => (
        <>
          <line class="akcja-line__grid" x1={left} x2={width - right} y1={y(value)} y2={y(value)} />
          <text x={left - 8} y={y(value) + 5} text-anchor="end">
            {value}
          </text>
        </>
      ))}
      <path class="akcja-line__area" d={`${path}L${x(points.length - 1)} ${y(0)}L${x(0)} ${y(0)}Z`} />
      <path class="akcja-line__path" d={path} />
      {points.length <= 31 &&
        points.map((point, n) => <circle class="akcja-line__point" cx={x(n)} cy={y(point.value)} r="3.5" />)}
      {points.map(
        (point, n) =>
          n % every === 0 && (
            <text
              x={x(n)}
              y={height - 8}
              text-anchor={
                points.length === 1 ? 'middle' : n === 0 ? 'start' : n === points.length - 1 ? 'end' : 'middle'
              }
            >
              {point.label}
            </text>
          ),
      )}
    </svg>
  )
}

/** A round distance between lines (1, 2, 5, 10, 20 …) so that about `lines` of them reach `highest`. */
export function niceStep(highest: number, lines: number): number {
  const rough = highest / lines
  const power = 10 ** Math.floor(Math.log10(rough))
  const nice = [1, 2, 5, 10].find((factor) => factor * power >= rough)! * power
  return Math.max(1, nice)
}

const round = (value: number): number => Math.round(value * 10) / 10

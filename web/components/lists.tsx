/** Things with their values: summary lists, facts, tiles of counts, tables. */
import type { Child, FC } from 'hono/jsx'
import { useWords } from './words.ts'

/** A button that leads to where a value is changed, and takes the form along. */
export interface ChangeButton {
  id: string
  name: string
  value: string
}

export interface SummaryRow {
  key: Child
  value: Child
  /** Where the value can be changed; `what` is read out after the word for changing. */
  change?:
    | { href: string; what: string; text?: string }
    | { button: ChangeButton; what: string; text?: string }
    | undefined
}

/** Names and values, each with a way to change it: the page before something is sent. */
export const SummaryList: FC<{ rows: SummaryRow[] }> = ({ rows }) => {
  const words = useWords()
  const anyChange = rows.some((row) => row.change)
  return (
    <dl class="govuk-summary-list">
      {rows.map((row) => (
        <div class={`govuk-summary-list__row${anyChange && !row.change ? ' govuk-summary-list__row--no-actions' : ''}`}>
          <dt class="govuk-summary-list__key">{row.key}</dt>
          <dd class="govuk-summary-list__value">{row.value}</dd>
          {row.change && (
            <dd class="govuk-summary-list__actions">
              {'href' in row.change ? (
                <a class="govuk-link" href={row.change.href}>
                  {row.change.text ?? words.change}
                  <span class="govuk-visually-hidden"> {row.change.what}</span>
                </a>
              ) : (
                <button type="submit" class="akcja-linklike" {...row.change.button}>
                  {row.change.text ?? words.change}
                  <span class="govuk-visually-hidden"> {row.change.what}</span>
                </button>
              )}
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}

/** A few facts in a box, to be read before anything else. */
export const Facts: FC<{ facts: { name: Child; value: Child }[] }> = ({ facts }) => (
  <dl class="akcja-facts">
    {facts.map(({ name, value }) => (
      <div class="akcja-facts__row">
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)

/** Big numbers with their names. The number is given formatted. */
export const Tiles: FC<{ tiles: { name: Child; value: Child }[] }> = ({ tiles }) => (
  <dl class="akcja-tiles">
    {tiles.map(({ name, value }) => (
      <div class="akcja-tile">
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)

export interface Column {
  title: Child
  /** Aligned to the right, with figures of equal width. */
  number?: boolean
}

export interface TableProps {
  caption: Child
  /** `m` and `l` are bold; `hidden` leaves it to screen readers. */
  captionSize?: 's' | 'm' | 'l' | 'hidden'
  columns: Column[]
  rows: Child[][]
  /** The first cell of each row is its name. Default: true. */
  rowNames?: boolean
}

/** A table. It scrolls sideways in its own box (in the tab order, for the keyboard) and never makes the page do so. */
export const Table: FC<TableProps> = ({ caption, captionSize = 'm', columns, rows, rowNames = true }) => (
  <section class="akcja-scroll" tabindex={0} aria-label={typeof caption === 'string' ? caption : undefined}>
    <table class="govuk-table">
      <caption
        class={
          captionSize === 'hidden'
            ? 'govuk-visually-hidden'
            : `govuk-table__caption govuk-table__caption--${captionSize}`
        }
      >
        {caption}
      </caption>
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          {columns.map((column) => (
            <th scope="col" class={`govuk-table__header${column.number ? ' govuk-table__header--numeric' : ''}`}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {rows.map((row) => (
          <tr class="govuk-table__row">
            {row.map((cell, n) =>
              n === 0 && rowNames ? (
                <th scope="row" class="govuk-table__header">
                  {cell}
                </th>
              ) : (
                <td class={`govuk-table__cell${columns[n]?.number ? ' govuk-table__cell--numeric' : ''}`}>{cell}</td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)

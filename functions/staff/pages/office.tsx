/** The office's details, which fill in every new drive. */

import { localTime } from '../../../shared/platform/local-time.ts'
import type { FieldError } from '../../../web/components/errors.tsx'
import { OfficeDetails, type OfficeForm, officeFields } from '../../../web/staff/office.tsx'
import { staffTexts } from '../../../web/texts/staff.ts'
import { readForm } from '../form.ts'
import { Office } from '../office-store.ts'
import type { Route } from '../route.ts'
import { keepers, type PageDeps } from './pages.ts'

export function officePages({ show, office, sender, audit, now }: PageDeps): Route[] {
  const year = () => localTime(now()).date.slice(0, 4)
  return [
    {
      method: 'GET',
      path: '/office',
      roles: keepers,
      handle: async (c) => {
        const { retentionMonths, replyTo = '', ...rest } = await office.get()
        const form = { ...rest, retentionMonths: String(retentionMonths), replyTo }
        const domain = await sender.state()
        return show(
          c,
          <OfficeDetails
            form={form}
            errors={[]}
            saved={c.req.query('saved') !== undefined}
            year={year()}
            sender={domain}
          />,
        )
      },
    },
    {
      method: 'POST',
      path: '/office/sender',
      roles: keepers,
      handle: async (c, { person }) => {
        const { domain } = await sender.check()
        await audit.write({ who: person.id, did: 'check sender', what: domain }, now())
        return c.redirect('/office#sender', 303)
      },
    },
    {
      method: 'POST',
      path: '/office',
      roles: keepers,
      handle: async (c, { person }) => {
        const fields = await readForm(c)
        const form = Object.fromEntries(officeFields.map((name) => [name, fields.text(name)])) as OfficeForm
        const { replyTo, retentionMonths, ...rest } = form
        const read = Office.safeParse({
          ...rest,
          retentionMonths: Number(retentionMonths),
          ...(replyTo && { replyTo }),
        })
        if (!read.success) {
          const { about, message } = staffTexts(c.get('language'))
          const errors = read.error.issues.map(({ path }): FieldError => {
            const id = String(path[0])
            if (id === 'retentionMonths') return { id, text: about.retentionInvalid }
            return { id, text: id === 'replyTo' ? message.replyToInvalid : about.tooLong(500) }
          })
          return show(
            c,
            <OfficeDetails form={form} errors={errors} saved={false} year={year()} sender={await sender.state()} />,
            {
              status: 422,
            },
          )
        }
        await office.put(read.data)
        await audit.write({ who: person.id, did: 'office details', what: 'office' }, now())
        return c.redirect('/office?saved', 303)
      },
    },
  ]
}

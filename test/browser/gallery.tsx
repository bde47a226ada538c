/** Every component on one page, for looking at and for axe. */
import type { FC } from 'hono/jsx'
import { Actions, Button, ButtonLink } from '../../web/components/button.tsx'
import { Checkboxes, Radios, Scale } from '../../web/components/choices.tsx'
import { ErrorSummary } from '../../web/components/errors.tsx'
import { DateInput, FileUpload, Select, Textarea, TextInput } from '../../web/components/fields.tsx'
import { BarTable, LineChart, Progress } from '../../web/components/figures.tsx'
import { Layout } from '../../web/components/layout.tsx'
import { Facts, SummaryList, Table, Tiles } from '../../web/components/lists.tsx'
import { BackLink, Languages, Pagination, TaskList } from '../../web/components/navigation.tsx'
import { Details, InsetText, NotificationBanner, Outcome, Tag, WarningText } from '../../web/components/notices.tsx'

const choices = [
  { value: 'a', text: 'Bardzo zadowolona' },
  { value: 'b', text: 'Raczej zadowolona', hint: 'Jeśli coś przeszkadzało, ale niewiele' },
  { value: 'c', text: 'Niezadowolona' },
]

/** Fields with and without errors. */
export const Fields: FC<{ error?: boolean }> = ({ error }) => (
  <Layout
    language="pl"
    title="Wszystkie pola"
    error={error ?? false}
    office="Urząd Miasta Poznania"
    product="Badania i konsultacje"
    headerEnd={<Languages languages={['pl', 'uk', 'en']} href={(language) => `?lang=${language}`} />}
    footerLinks={[
      { href: '#a', text: 'Ochrona danych' },
      { href: '#b', text: 'Deklaracja dostępności' },
    ]}
  >
    <BackLink href="#" />
    {error && (
      <ErrorSummary
        errors={[
          { id: 'mail', text: 'Wpisz adres e-mail, na przykład anna@example.org' },
          { id: 'one', text: 'Wybierz jedną odpowiedź' },
        ]}
      />
    )}
    <h1 class="govuk-heading-l">Wszystkie pola, jakie można tu wypełnić</h1>
    <p class="akcja-lead">Zdanie, które mówi, po co to wszystko i co się stanie dalej.</p>
    <form method="post">
      <TextInput
        name="mail"
        label="Adres e-mail"
        labelSize="m"
        type="email"
        hint="Na ten adres wyślemy próbny list"
        {...(error && { error: 'Wpisz adres e-mail, na przykład anna@example.org' })}
      />
      <TextInput name="age" label="Wiek" inputmode="numeric" width={3} optional value="44" />
      <Radios
        name="one"
        legend="Jak ocenia Pani / Pan ostatnią wizytę w przychodni?"
        legendSize="m"
        choices={choices}
        value="a"
        {...(error && { error: 'Wybierz jedną odpowiedź' })}
      />
      <Checkboxes name="any" legend="Co było dobre?" legendSize="m" choices={choices} values={['b']} optional />
      <Scale
        name="scale"
        legend="Na ile poleciłaby Pani / poleciłby Pan tę przychodnię?"
        legendSize="m"
        choices={Array.from({ length: 11 }, (_, n) => ({ value: String(n), text: String(n) }))}
        lowest="na pewno nie"
        highest="na pewno tak"
        value="7"
      />
      <Scale
        name="scale5"
        legend="Czas oczekiwania"
        legendSize="m"
        choices={Array.from({ length: 5 }, (_, n) => ({ value: String(n + 1), text: String(n + 1) }))}
        lowest="bardzo długi"
        highest="krótki"
      />
      <Select
        name="district"
        label="Osiedle"
        labelSize="m"
        empty="Wybierz osiedle"
        options={[
          { value: '1', text: 'Jeżyce' },
          { value: '2', text: 'Łazarz' },
        ]}
      />
      <DateInput name="date" legend="Data wizyty" legendSize="m" hint="Na przykład 27 3 2026" />
      <Textarea name="text" label="Co warto zmienić?" labelSize="m" optional />
      <FileUpload name="file" label="Plik z kontaktami" labelSize="m" hint="CSV lub XLSX" accept=".csv,.xlsx" />
      <Radios name="small" legend="Pokaż" choices={choices} small inline />
      <Actions>
        <Button>Zapisz i przejdź dalej</Button>
        <Button look="quiet">Zapisz i wróć</Button>
        <Button look="danger">Zatrzymaj akcję</Button>
        <a class="govuk-link" href="#content">
          Anuluj
        </a>
      </Actions>
    </form>
  </Layout>
)

/** Lists, notices and figures, as on a dashboard. */
export const Figures: FC = () => (
  <Layout
    language="pl"
    title="Wszystkie zestawienia"
    office="Urząd Miasta Poznania"
    product="Akcja"
    home="/"
    width="full"
    navigation={[
      { href: '/', text: 'Akcje', current: true },
      { href: '/x', text: 'Ankiety' },
    ]}
    headerEnd={<span>Anna Nowak, prowadząca</span>}
    footerLinks={[{ href: '#a', text: 'Deklaracja dostępności' }]}
  >
    <NotificationBanner look="success">
      <p class="govuk-notification-banner__heading">Akcja ruszyła</p>
    </NotificationBanner>
    <h1 class="govuk-heading-l">Ocena usług medycznych</h1>
    <p>
      <Tag colour="green">w toku</Tag> <Tag>przyjęta</Tag> <Tag colour="amber">wstrzymana</Tag>{' '}
      <Tag colour="red">zatrzymana</Tag> <Tag colour="grey">szkic</Tag>
    </p>
    <Progress share={0.42}>Wysłano 420 z 1000 listów</Progress>
    <Tiles
      tiles={[
        { name: 'kontaktów', value: '1000' },
        { name: 'wysłanych', value: '420' },
        { name: 'odpowiedzi', value: '131' },
        { name: 'odbitych', value: '3' },
      ]}
    />
    <BarTable
      caption="Jak ocenia Pani / Pan wizytę?"
      of="Odpowiedź"
      rows={[
        { label: 'Bardzo dobrze', count: '81', share: 0.62, shareText: '62%' },
        {
          label: 'Raczej dobrze, choć nie wszystko było tak, jak powinno być',
          count: '40',
          share: 0.31,
          shareText: '31%',
        },
        { label: 'Źle' },
      ]}
      total={{ label: 'Razem', count: '131', shareText: '100%' }}
    />
    <LineChart
      title="Odpowiedzi dzień po dniu"
      columns={['Dzień', 'Odpowiedzi']}
      points={[3, 18, 44, 31, 9, 12, 14, 0].map((value, n) => ({
        label: `${n + 10}.11`,
        value,
        text: String(value),
      }))}
    />
    <Table
      caption="Kontakty"
      columns={[{ title: 'Kontakt' }, { title: 'Stan' }, { title: 'Prób', number: true }]}
      rows={[
        ['1', 'wysłano', '1'],
        ['2', 'odbity', '2'],
      ]}
    />
    <SummaryList
      rows={[
        { key: 'Nazwa', value: 'Ocena usług medycznych', change: { href: '#', what: 'nazwę' } },
        { key: 'Cel', value: 'Poprawa obsługi w przychodniach' },
      ]}
    />
    <Facts facts={[{ name: 'Kto pyta', value: 'Urząd Miasta Poznania' }]} />
    <TaskList
      tasks={[
        { href: '#', text: 'Nazwa i cel', status: 'Gotowe' },
        { href: '#', text: 'Kontakty', hint: 'CSV albo XLSX', status: <Tag>do zrobienia</Tag> },
        { text: 'Przegląd', status: <Tag colour="grey">jeszcze nie</Tag> },
      ]}
    />
    <InsetText>Druga osoba musi zatwierdzić akcję.</InsetText>
    <Details summary="Skąd mamy dane">Z rejestru.</Details>
    <WarningText>Listów nie można cofnąć.</WarningText>
    <Pagination previous="#p" next="#n" />
    <ButtonLink href="#">Nowa akcja</ButtonLink>
    <Outcome heading="Dziękujemy">
      <p>Odpowiedzi są zapisane.</p>
    </Outcome>
  </Layout>
)

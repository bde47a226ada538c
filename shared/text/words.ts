/**
 * Words that tell a matter, in small letters without Polish marks; a star stands for any ending. Each list is read whatever the
 * text's language, because people mix them. Rules only: what a list forbids where is in `linter.ts`. (T2, L12)
 */

/** What tells that money is owed, what for, how much, until when, and what will follow. (T2) */
export const debtWords = {
  pl: `
    dlug dlugu dlugiem dlugowi dlugow dlugom dlugami dlugach dluzn* zadluz* oddluz*
    zalegl* zalega zalegam zalegasz zalegamy zalegacie zalegaja* zalegal zalegala zalegali zalegaly zaleganiem zaleganie zalegania
    windyk* upomni* upomina* egzekuc* egzekw* wyegzekw* egzekutor* ponagl* wezwani* wzywa*
    komornik komornika komornikowi komornikiem komorniku komornicy komornikow komornicz*
    podatek podatk* podatnik* podatnic* opodatk* danin* fiskus* skarbow* deklaracj*
    odsetki odsetek odsetkami odsetkom odsetkach odsetkow* naleznos* kwot* saldo salda saldem
    zaplat* zaplac* niezaplac* placi placic placil* placimy placa platn* platnos* wplat* wplac* splat* splac* niesplac*
    doplat* doplac* niedoplat* nadplat* oplat* oplac* nieoplac* uregul* nieuregul* ureguluj* uiszcz* uiscic rozlicz* nierozlicz*
    przelew* rachunek rachunk* bankow* gotowk* blik finansow* pieniadz* pieniedz* pieniez* faktur* rata raty racie ratami ratach ratom ratal*
    monit monitu monitem monity monitow monitowa* postepowani* wykonawcz* licytac* zlicytow* zlicytuj* pozew pozwu pozwem pozwie pozwy
    pozycz* wierzyciel* wierzytelnos* przedawni* umorz* odrocz* hipotek* upadlos* restrukturyz* poborc* grzywn* ugod* wymagaln*
    mandat mandatu mandatem mandaty mandatow mandatach mandatami czynsz* alimen* odpady odpadow odpadami smieci smieciow* wieczyst*
    zobowiazanie zobowiazania zobowiazaniu zobowiazaniem zobowiazaniach zobowiazaniami zobowiazaniom przetermin* sadowa sadowe sadowego sadowej sadowy
    nieruchomos* pojazd* samochod* ciagnik* przyczep* dzialka dzialki dzialke dzialce grunt gruntu gruntow gruntami
    mieszkanie mieszkania mieszkaniu mieszkaniem mieszkaniach mieszkaniami krd
  `,
  uk: `
    заборгован* заборгу* борг боргу боргом боргові борги боргів боргам боргами боргах боргов* боржни* винн*
    податок податк* оподатк* стягн* стягув* сплат* сплач* несплач* оплат* оплач* неоплач* заплат* заплач* доплат* платіж* платеж*
    штраф* пеня пені пеню пенею нарахов* нарахув* простроч* розстроч* відстроч* кредитор* виконавч* виконавець виконавця виконавцю виконавцем
    суд суду судом судов* позов* арешт* рахунок рахунк* нерухом* кошти коштів відсотк* відсоток сума суми суму
    задолж* долг долга долгу долгом долги долгов налог*
  `,
  en: `
    debt debts debtor* indebted* owe owes owed arrears overdue unpaid tax taxes taxed taxpayer* taxation taxable
    bailiff* enforce* collector* payment* pay pays paid paying payable repay* instalment* installment* invoice* penalt* creditor*
    lawsuit* court courts seizure* garnish* foreclos* levy levies fee fees bill bills billed billing balance balances amount amounts
    money property properties vehicle* mortgage*
  `,
}

/** Words that need their marks, because without them they are others: sąd is a court, sad an orchard. */
export const markedDebtWords = 'sąd sądu sądem sądowi sądzie sądy sądów sądom sądami sądach zobowiązań ratę ratą'

/** Words of the list that mean something else in another language: `rate` is no Polish instalment in an English text. */
export const onlyPolish = 'rat rate'

/** Long words that are found even in two halves with a space between. `od setki` is no interest, so it is not among them. */
export const splitDebtWords = `
  zaleglosc* zaleglosci* zadluzeni* windykac* windykato* upomnieni* egzekucj* egzekucyjn* komornik komornika komornikiem komornicz* podatek podatku podatki
  podatkow* podatkiem naleznosc* dluznik* заборгован* податок податку податки стягнення
`

/** What names an institution or a matter that is nobody else's to know: welfare, medicine, debts. (L12) */
export const discreetWords = {
  pl: `
    mopr mopru mopr* mops* gops* pcpr* zasilek zasilk* swiadczeni* swiadczen zapomog* becikow* alimen* przemoc* adopc* uzalezn* alkohol* narkot* bezdomn*
    ubostw* ubogi* niepelnosprawn* inwalid* socjaln* zastepcz* opiek* kuratel* kurator* hospicj* dozywiani*
    przychodn* poradni* szpital* klinik* klinicz* lekar* pielegniar* pielegnacyj* pacjent* pacjenc* chorob* choruj* chorowa* chory chora chorego chorej chorych
    chorym chorymi chore chorzy leczen* leczy leczyc leczni* lecznic* leczon* zdrowie zdrowia zdrowiu zdrowiem zdrowot* medyczn* medycyn*
    psychi* psycholog* psychoter* terapi* terapeut* diagnoz* rozpoznani* szczepi* szczepion* zaszczep* recepta recepty recepte rehabilit* onkolog* nowotw* ciaza
    ciazy ciaze ciezarn* zabieg* porod* stomatolog* dentyst* ginekolog* kardiolog* neurolog* pediatr* sanator* hiv covid*
    dlug dlugu dlugow dlugami dlugach zadluz* dluznik* zaleglos* windyk* komornik* egzekuc* upomnieni*
  `,
  uk: `
    соціальн* поліклінік* клінік* лікар* лікув* хвор* здоров* медичн* медицин* пацієнт* психі* психо* насильств* насильн* алімент* щеплен* вакцин* інвалід*
    залежност* залежніст* терапі* діагно* виплат* субсиді* безпритульн* опік* вагітн* онколог* заборгован* борг борги боргу боргів
  `,
  en: `
    welfare benefit benefits allowance* clinic clinics clinical hospital hospitals doctor doctors patient patients medical* medicine* medication* health healthcare
    disease* illness* sick sickness treatment* therap* mental* vaccin* diagnos* disab* violence addict* alcohol* counsel* nurse* homeless* psych* pregnan* rehab*
    surgery debt debts
  `,
}

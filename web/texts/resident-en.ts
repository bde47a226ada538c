/** What residents read, in English. */
import type { ResidentMessages } from './resident-pl.ts'
import { date, number, plural } from './texts.ts'

const minutes = (count: number) => plural('en', count, { one: 'minute', other: 'minutes' })
const months = (count: number) => plural('en', count, { one: 'month', other: 'months' })
const characters = (count: number) => plural('en', count, { one: 'character', other: 'characters' })
const answers = (count: number) => plural('en', count, { one: 'answer', other: 'answers' })
const limit = (value: number | string) => (typeof value === 'number' ? number('en', value) : date('en', value))

export const en = {
  product: 'Surveys and consultations',
  footer: {
    why: 'Why we contact you and what we hold',
    privacy: 'Privacy',
    accessibility: 'Accessibility statement',
    objection: 'I do not want such messages',
    help: (phone) => `Help: ${phone}`,
  },

  start: {
    kind: 'Survey',
    who: 'Who asks',
    why: 'Why we ask',
    time: 'How long it takes',
    timeValue: (count) => `about ${minutes(count)}`,
    until: 'Open until',
    untilValue: (day) => `the end of ${date('en', day)}`,
    seen: 'Who sees the answers',
    seenValue: {
      identified: 'The survey is not anonymous. The city’s staff who run it can see whose answer is whose.',
      confidential:
        'The survey is confidential, but not anonymous. We show results taken together. The survey team may read single answers, but without names or addresses. The system knows which link the answers came from, so that nobody answers twice.',
      anonymous:
        'The survey is anonymous. Nobody, not even those who run the system, can join an answer with a person. We only know which links have been used.',
    },
    must: 'Do I have to answer',
    mustValue: 'No. Taking part is voluntary, and nothing happens if you do not.',
    howHeading: 'How it works',
    how: [
      'We save your answers after every page.',
      'You can stop and come back later by the same link, on another device too.',
      'At the end you check all your answers and send them. If you do not send them, the survey team sees them as unfinished.',
    ],
    dataHeading: 'Your data and rights',
    data: (controller, source) => `The data controller is ${controller}. Where we have your address from: ${source}.`,
    rights: 'You can ask to see your data, to have them corrected or erased. You can also object.',
    more: 'More about data protection in this survey',
    help: (phone) =>
      `Do you need help, or want to answer in another way? Call ${phone}. You can also ask there whether this survey is really ours.`,
    begin: 'Start',
    resumeHeading: 'You have an unfinished survey',
    resume: 'Your earlier answers are saved. You will come back to where you stopped.',
    goOn: 'Continue',
  },

  page: {
    step: (nth, of) => `Page ${nth} of ${of}`,
    next: 'Save and continue',
    toReview: 'Save and return to the summary',
    stop: 'Your answers are saved after every page. You can come back later by the same link.',
    appeared: 'Your answer has brought up new questions. Please answer them before you go on.',
    onlyMarked: 'Skip the questions that you do not want to answer. Only those marked as required must be answered.',
    anySkipped: 'You can skip any question on this page.',
    several: 'You can choose more than one answer.',
    atMost: (count) => `Choose at most ${answers(count)}.`,
    atLeast: (count) => `Choose at least ${answers(count)}.`,
    between: (min, max) => `Choose ${min} to ${answers(max)}.`,
    choose: 'Choose from the list',
    other: 'If it is “Other”: write what you mean',
    longest: (count) => `At most ${characters(count)}.`,
    phoneHint: 'For example 600 100 200',
    personalHint: 'Do not give names, addresses or a PESEL number here.',
  },

  errors: {
    required: {
      choose: 'Choose one answer',
      chooseAny: 'Choose at least one answer',
      write: 'Write an answer',
      row: 'Choose an answer in this row',
    },
    otherRequired: 'Write what “Other” means',
    unknownChoice: 'Choose one of the answers given',
    several: 'Choose only one answer',
    tooFew: (min) => `Choose at least ${answers(min)}`,
    tooMany: (max) => `Choose at most ${answers(max)}`,
    exclusive: 'Choose either this one answer or the others, not both',
    notNumber: 'Enter a number, for example 12 or 7.5',
    tooSmall: (min) => `Enter a number not less than ${limit(min)}`,
    tooLarge: (max) => `Enter a number not greater than ${limit(max)}`,
    notDate: 'Enter a real date, for example 27.03.2026',
    tooEarly: (min) => `Enter a date not before ${limit(min)}`,
    tooLate: (max) => `Enter a date not after ${limit(max)}`,
    tooLong: (max, length) => `Shorten the answer: it has ${characters(length)}, and may have ${number('en', max)}`,
    tooShort: (min) => `Write a little more: at least ${characters(min)}`,
    notEmail: 'Enter an e-mail address, for example anna@example.org',
    notPhone: 'Enter a phone number, for example 600 100 200',
    notPostcode: 'Enter a postcode, for example 61-841',
  },

  review: {
    heading: 'Check your answers before you send them',
    lead: 'You can still change each of them. Once sent, they cannot be changed.',
    none: 'no answer',
    change: 'Change',
    missing: (count) => `${plural('en', count, { one: 'question waits', other: 'questions wait' })} for an answer`,
    missingLead: 'Please answer these questions before you send the survey:',
    page: (nth) => `Page ${nth}`,
    submit: 'Send the answers',
  },

  call: {
    /** Asked for outside a survey. */
    plain: { lead: 'Somebody from the office will call you and answer your questions.', back: 'Back' },
    offerHeading: 'Would you rather talk?',
    offer: 'You can answer by telephone. We will call you on the day and at the time that you choose.',
    offerLink: 'Ask for a call',
    agreed: (when) => `We will call you: ${when}.`,
    agreedLink: 'Change the time or cancel the call',
    title: 'Ask for a call',
    lead: 'Somebody from the office will call you and ask the same questions. Answers that are saved already are not lost.',
    numbers: (phones) =>
      phones.length === 1
        ? `We will call your number ${phones[0]}.`
        : `We will call your number ${phones[0]} or, if it does not work, ${phones[1]}.`,
    day: 'On which day should we call?',
    time: 'At what time?',
    timeHint: 'We will call within this hour.',
    chooseOne: 'choose a time',
    chooseDay: 'Choose a day',
    chooseTime: 'Choose a time',
    tooLate: 'It is too late for this time on that day. Choose a later one, or another day',
    submit: 'Please call me',
    noTimes: (phone) => `We cannot call in the next days. Please call us: ${phone}.`,
    promisedHeading: 'We will call you',
    promise: (day, from, to) => `${day}, between ${from} and ${to}`,
    web: 'Until then you can still answer on this page. If you do, we will not call.',
    change: 'Change the time',
    changeSubmit: 'Save the new time',
    withdraw: 'Cancel the call',
    withdrawn: 'The call is cancelled. We will not call at that time.',
    back: 'Go to the survey',
    objectedHeading: 'We cannot call you',
    objected: (phone) =>
      `You have objected to being contacted, so we do not call. If you would like to talk, call us: ${phone}.`,
  },

  thanks: {
    title: 'Answers sent',
    heading: 'Thank you',
    lead: 'Your answers are saved. You can close this page.',
    next: 'What happens next',
    nextText:
      'We will count everybody’s answers and take them into account. Your link no longer opens the survey, so nobody else can change your answers.',
  },

  sent: {
    heading: 'This survey has already been sent',
    text: 'We did not save this last change, because the answers of this link were sent before, perhaps in another tab. Answers that were sent cannot be changed.',
    thanks: 'Thank you for taking part. You can close this page.',
  },

  closed: {
    heading: 'This survey is closed',
    text: 'We no longer take answers. Answers that were not sent are not counted in the results.',
    help: (phone) => `Do you have a question? Call ${phone}.`,
  },

  gone: {
    heading: 'This link does not work',
    text: 'The link may be incomplete, or no longer open, perhaps because the campaign has ended or the visit is over. Copy the whole address from the message and try again.',
    answered:
      'If your answers have been sent or your visit is booked, there is nothing more to do. A booked visit opens by the link in its confirmation.',
    once: 'A link to an anonymous survey opens it once only. If you have not sent yours yet, look for it among the open tabs or the bookmarks of your browser.',
    help: (phone) => `If you need help, call ${phone}.`,
  },

  broken: {
    heading: 'Something broke on our side',
    text: 'This is our fault, not yours. Answers from earlier pages are saved. Please wait a moment and open the link from the message again.',
  },
  forged: {
    heading: 'We did not accept this form',
    text: 'The form was sent from another site. Open the link from your message and try again.',
  },
  tooLarge: {
    heading: 'The answers are too long',
    text: 'We cannot take so much text at once. Go back to the page before and shorten the answers.',
  },
  notFound: {
    heading: 'There is no such page',
    text: 'Check whether the address is complete, or open the link from your message.',
  },

  objection: {
    title: 'Objection',
    heading: 'Do you not want such messages?',
    lead: 'Choose what you object to. It works at once, also for what waits its turn.',
    legend: 'What do you object to?',
    scope: {
      campaign: 'Only this matter',
      purpose: {
        survey: 'All surveys',
        public_info: 'All information from the city',
        statutory_info: 'All notices',
        reminder: 'All reminders',
        commercial: 'All offers and advertisements',
      },
      all: 'All such messages from the city',
    },
    hint: {
      campaign: (name) => `We will not contact you again about: ${name}.`,
      purpose: 'We will not contact you again for this purpose.',
      all: 'We will not contact you again about anything that we tell people in this way.',
    },
    duty: 'The objection stops such e-mails and calls. Official letters will still reach you by post or e-Doręczenia, and the duty that they concern remains.',
    choose: 'Choose what you object to',
    submit: 'I object',
    done: 'Your objection is saved',
    doneText: {
      campaign: 'We will not contact you again about this matter.',
      purpose: 'We will not contact you again for this purpose.',
      all: 'We will not contact you again in this way about anything.',
    },
    doneMore: (phone) =>
      `A message sent at this very moment may still reach you. Do you have a question? Call ${phone}.`,
  },

  unsubscribe: {
    heading: 'Stopping the messages',
    text: 'This page has not changed anything yet. To stop messages, go on and choose which ones you do not want.',
    button: 'Choose what to stop',
    done: 'Saved. We will not contact you again for this purpose.',
  },

  privacy: {
    heading: 'Privacy',
    about: (name) => `About “${name}”.`,
    controller: 'Who is responsible for the data',
    officer: 'Data protection officer',
    purpose: 'Why we process the data',
    basis: 'On what basis',
    basisText: {
      '6(1)(e)': 'a public task of the city – GDPR art. 6(1)(e)',
      '6(1)(c)': 'a legal duty of the city – GDPR art. 6(1)(c)',
      '6(1)(a)': 'your consent – GDPR art. 6(1)(a)',
      '9(2)(a)': 'your explicit consent to special data – GDPR art. 9(2)(a)',
      '9(2)(b)': 'labour law and social security – GDPR art. 9(2)(b)',
      '9(2)(g)': 'substantial public interest – GDPR art. 9(2)(g)',
      '9(2)(h)': 'health and social care – GDPR art. 9(2)(h)',
      '9(2)(i)': 'public health – GDPR art. 9(2)(i)',
      '9(2)(j)': 'research and statistics in the public interest – GDPR art. 9(2)(j)',
    },
    source: 'Where the data come from',
    categories: 'Which data',
    recipients: 'Who receives them',
    retention: 'How long we keep them',
    retentionText: (count) => `${months(count)} from the end of the survey`,
    assessment: 'Data protection impact assessment',
    assessmentDone: (reference) => `done (${reference})`,
    assessmentNone: 'was not required',
    register: 'Number in the register of processing',
    anonymity: 'Who sees the answers',
    rightsHeading: 'Your rights',
    rights: {
      access: 'to see your data and have a copy',
      rectify: 'to have them corrected',
      restrict: 'to have their processing restricted',
      erase: 'to have them erased when no longer needed',
      object: 'to object because of your particular situation',
      withdraw: 'to withdraw your consent at any time; what happened before remains lawful',
      portable: 'to move your data elsewhere',
    },
    rightsHow: 'To use them, write to the data protection officer. We answer within a month.',
    complaint: 'You can also complain to the President of the Polish Personal Data Protection Office (uodo.gov.pl).',
    voluntaryHeading: 'What else there is to know',
    voluntary: 'Answering is voluntary.',
    automated: 'We make no automated decisions from the answers, and no profiles.',
    tracking: 'We do not track opened messages or clicks. The survey keeps only the chosen language in your browser.',
  },
} satisfies ResidentMessages

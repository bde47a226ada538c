/** Properties of SurveyJS that Akcja does not take: those that only shape the page, and those with a word of advice. */
import type { Text } from '../platform/language.ts'

/** Looks, numbering, wording of buttons, scores: left out with a note, because the questions mean the same without. */
export const ignoredOfQuestion = new Set(
  `titleLocation descriptionLocation hideNumber showNumber showTitle startWithNewLine width minWidth maxWidth indent
  rightIndent innerIndent useDisplayValuesInDynamicTexts useDisplayValuesInTitle requiredErrorText colCount colCountTablet colCountMobile
  choicesOrder otherErrorText otherPlaceholder otherPlaceHolder separateSpecialChoices showClearButton allowClear
  placeholder placeHolder size autocomplete autoComplete cols rows autoGrow allowResize acceptCarriageReturn
  textUpdateMode step dataList minErrorText maxErrorText renderAs rateType scaleColorMode rateColorMode displayMode
  displayRateDescriptionsAsExtremeItems autoGenerate itemSize swapOrder displayStyle currency
  maximumFractionDigits minimumFractionDigits useGrouping format precision alternateRows columnMinWidth rowTitleWidth
  displayMobile verticalAlign horizontalScroll rowsOrder hideIfRowsEmpty showHeader searchEnabled searchMode
  dropdownWidthMode textWrapEnabled itemComponent correctAnswer score tooltip state
  showQuestionNumbers questionStartIndex questionTitleLocation questionTitleWidth questionErrorLocation errorLocation
  gridLayoutColumns gridLayoutEnabled id isExpanded isCollapsed commentPlaceholder readOnlyWhenPreview
  showSelectAllItem hasSelectAll selectAllText itemsLayout columnColCount  colSpan
  transposeData`.split(/\s+/),
)

export const ignoredOfSurvey = new Set(
  `locale showTitle showPageTitles showPageNumbers showQuestionNumbers questionStartIndex questionTitleLocation
  questionDescriptionLocation questionTitlePattern questionTitleTemplate questionErrorLocation requiredText requiredMark
  requireTitleTemplate showProgressBar progressBarType progressBarLocation progressBarShowPageTitles
  progressBarShowPageNumbers progressBarInheritWidthFrom progressTitle showNavigationButtons showPrevButton
  navigationButtonsLocation goNextPageAutomatic autoAdvanceEnabled autoAdvanceAllowComplete
  allowCompleteSurveyAutomatic autoFocusFirstQuestion focusFirstQuestionAutomatic focusOnFirstError autoFocusFirstError
  completedHtml completedBeforeHtml completedHtmlOnCondition loadingHtml startSurveyText pagePrevText pageNextText
  completeText previewText editText showPreviewBeforeComplete previewMode showCompletePage showCompletedPage
  showCompleteButton showTOC tocLocation logo logoPosition logoWidth logoHeight logoFit width widthMode fitToContainer
  headerView headerOnMobile header backgroundImage backgroundImageFit backgroundImageAttachment backgroundOpacity theme
  checkErrorsMode textUpdateMode clearInvisibleValues sendResultOnPageNext partialSendEnabled cookieName
  storeOthersAsComment maxTextLength maxOthersLength maxCommentLength commentAreaRows autoGrowComment
  allowResizeComment questionsOnPageMode questionOrder questionsOrder firstPageIsStarted firstPageIsStartPage
  showTimer showTimerPanel timerLocation showTimerPanelMode timerInfoMode maxTimeToFinish maxTimeToFinishPage timeLimit
  timeLimitPerPage navigateToUrl navigateToUrlOnCondition surveyId surveyPostId clientId surveyShowDataSaving matrixDragHandleArea
  keepIncorrectValues allowAutoFocus validateVisitedEmptyFields validationEnabled`.split(/\s+/),
)

const remove: Text = { pl: 'Usuń ją z pliku.', en: 'Remove it from the file.' }

/** What to do about a property that means something we do not have. */
const adviceOnProperty: Record<string, Text> = {
  choicesByUrl: {
    pl: 'Odpowiedzi nie są pobierane z sieci: wpisz je w „choices”.',
    en: 'Choices are never fetched from the network: write them in "choices".',
  },
  choicesFromQuestion: { pl: 'Wpisz odpowiedzi w „choices”.', en: 'Write the choices in "choices".' },
  choicesVisibleIf: {
    pl: 'Zrób osobne pytania z warunkiem „visibleIf”.',
    en: 'Make separate questions with "visibleIf".',
  },
  triggers: {
    pl: 'Zamiast wyzwalaczy użyj warunków „visibleIf” przy pytaniach i stronach.',
    en: 'Instead of triggers use "visibleIf" on questions and pages.',
  },
  visible: {
    pl: 'Zamiast ukrywać pytanie na stałe, nadaj mu warunek „visibleIf” albo je usuń.',
    en: 'Instead of hiding the question for good, give it a "visibleIf" or remove it.',
  },
  defaultValue: {
    pl: 'Pytanie nie może mieć odpowiedzi z góry: zmienia to wyniki. Usuń tę właściwość.',
    en: 'A question cannot come with an answer: it changes the results. Remove the property.',
  },
  hasComment: { pl: 'Dodaj osobne pytanie typu „comment”.', en: 'Add a question of type "comment".' },
  showCommentArea: { pl: 'Dodaj osobne pytanie typu „comment”.', en: 'Add a question of type "comment".' },
  valueTrue: {
    pl: 'Odpowiedzią jest zawsze prawda albo fałsz. Inne wartości daje pytanie typu „radiogroup”.',
    en: 'The answer is always true or false. For other values use type "radiogroup".',
  },
  choicesMin: { pl: 'Wypisz liczby w „choices”.', en: 'List the numbers in "choices".' },
  minValueExpression: { pl: 'Podaj stałą liczbę w „min”.', en: 'Give a fixed number in "min".' },
  maxValueExpression: { pl: 'Podaj stałą liczbę w „max”.', en: 'Give a fixed number in "max".' },
  maskType: {
    pl: 'Użyj „inputType” (number, date, tel, email) albo reguły „pattern”.',
    en: 'Use "inputType" (number, date, tel, email) or a "pattern" validator.',
  },
  bindings: remove,
}

/** What to do about a property of this name. */
export const advice = (property: string): Text =>
  (Object.hasOwn(adviceOnProperty, property) ? adviceOnProperty[property] : undefined) ?? remove

const asTexts: Text = {
  pl: 'Zrób osobne pytania typu „text”.',
  en: 'Make separate questions of type "text".',
}
const asMatrices: Text = {
  pl: 'Zrób osobne pytania albo pytanie typu „matrix” z jedną odpowiedzią w wierszu.',
  en: 'Make separate questions, or a "matrix" with one answer in each row.',
}
const asHtml: Text = { pl: 'Zostaw sam tekst w typie „html”.', en: 'Leave only the text, as type "html".' }
const noFiles: Text = {
  pl: 'Ankiety nie przyjmują plików ani rysunków. Usuń to pytanie.',
  en: 'Surveys take no files or drawings. Remove the question.',
}
const asChoices: Text = { pl: 'Użyj „radiogroup” albo „checkbox”.', en: 'Use "radiogroup" or "checkbox".' }

const adviceOnTypes: Record<string, Text> = {
  multipletext: asTexts,
  matrixdropdown: asMatrices,
  matrixdynamic: asMatrices,
  paneldynamic: {
    pl: 'Liczba pytań musi być stała: wypisz je po kolei z warunkami „visibleIf”.',
    en: 'The number of questions must be fixed: list them with "visibleIf".',
  },
  file: noFiles,
  signaturepad: noFiles,
  image: asHtml,
  imagepicker: asChoices,
  imagemap: asChoices,
  buttongroup: asChoices,
  tagbox: { pl: 'Użyj „checkbox”.', en: 'Use "checkbox".' },
  ranking: {
    pl: 'Użyj „checkbox” z „maxSelectedChoices” albo „matrix”.',
    en: 'Use "checkbox" with "maxSelectedChoices", or "matrix".',
  },
  slider: { pl: 'Użyj „rating” albo liczby w „text”.', en: 'Use "rating", or a number in "text".' },
}

/** What to use instead of a question type. */
export const adviceOnType = (type: string): Text =>
  (Object.hasOwn(adviceOnTypes, type) ? adviceOnTypes[type] : undefined) ?? {
    pl: 'Dozwolone typy: text, comment, radiogroup, dropdown, checkbox, rating, boolean, matrix, expression, html, panel.',
    en: 'Allowed types: text, comment, radiogroup, dropdown, checkbox, rating, boolean, matrix, expression, html, panel.',
  }

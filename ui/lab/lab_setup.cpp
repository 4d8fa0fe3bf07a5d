// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/lab_setup.h"

#include "core/factor/factors/factor_program.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"
#include "ui/factor/formula_dialog.h"
#include "ui/factor/saved_formulas.h"
#include "ui/shell/level_text.h"
#include "ui/shell/tr.h"
#include "ui/watchlist/watchlists.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>
#include <array>

namespace zvt::ui {

namespace {

constexpr std::array kLevels{market::BarLevel::Day1, market::BarLevel::Week1, market::BarLevel::Month1};
constexpr std::array kAdjusts{market::AdjustMode::Hfq, market::AdjustMode::Qfq, market::AdjustMode::Bfq};
constexpr std::array kUniverses{UniverseKind::Stocks, UniverseKind::Everything, UniverseKind::Watchlist,
    UniverseKind::Industry, UniverseKind::Tag, UniverseKind::Pattern};
/// Well-known ideas to begin with: momentum, reversal, volatility, turnover, a position in a range.
constexpr std::array kExamples{"ROC(CLOSE,20)", "0-ROC(CLOSE,5)", "0-STD(CLOSE,20)/MA(CLOSE,20)",
    "VOLUME/MA(VOLUME,20)", "(CLOSE-LLV(LOW,60))/(HHV(HIGH,60)-LLV(LOW,60))"};
constexpr int kOtherLines = 3;
constexpr double kMostCost = 10;
constexpr int kPermille = 1000;

QString universeText(UniverseKind kind)
{
  switch (kind) {
  case UniverseKind::Stocks:
    return Tr::tr("All stocks");
  case UniverseKind::Everything:
    return Tr::tr("All securities");
  case UniverseKind::Watchlist:
    return Tr::tr("A watchlist");
  case UniverseKind::Industry:
    return Tr::tr("An industry");
  case UniverseKind::Tag:
    return Tr::tr("A tag");
  case UniverseKind::Pattern:
    break;
  }
  return Tr::tr("Codes or a pattern");
}

template <typename Box> Box* named(Box* widget, const char* name)
{
  widget->setObjectName(QLatin1String(name));
  return widget;
}

void chooseData(QComboBox* combo, const QVariant& data)
{
  combo->setCurrentIndex(std::max(0, combo->findData(data)));
}

}

LabSetup::LabSetup(const Context& context, const factor::FactorRegistry& registry, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_registry(registry)
    , m_formulas(new SavedFormulas(context, this))
{
  build();
  connectAll();
  retranslate();
  setChoice({});
  m_formulas->load();
}

QGridLayout* LabSetup::addGroup(widgets::GroupHead*& head, QWidget* column)
{
  head = new widgets::GroupHead({}, column);
  auto* grid = new QGridLayout;
  grid->setContentsMargins(0, 0, 0, 6);
  grid->setHorizontalSpacing(6);
  grid->setVerticalSpacing(4);
  grid->setColumnStretch(1, 1);
  auto* layout = static_cast<QVBoxLayout*>(column->layout());
  layout->addWidget(head);
  layout->addLayout(grid);
  return grid;
}

void LabSetup::build()
{
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(10, 8, 10, 8);
  layout->setSpacing(4);
  const auto row = [this](QGridLayout* grid, QWidget* field, QWidget* buddy = nullptr) {
    auto* label = new QLabel(this);
    label->setBuddy(buddy ? buddy : field);
    m_labels.push_back(label);
    const int at = grid->rowCount();
    grid->addWidget(label, at, 0);
    grid->addWidget(field, at, 1);
  };
  QGridLayout* factor = addGroup(m_factorHead, this);
  m_factor = named(new QComboBox(this), "factorCombo");
  m_factor->setEditable(true);
  m_factor->setInsertPolicy(QComboBox::NoInsert);
  m_factor->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_factor->setMinimumContentsLength(12);
  m_factor->completer()->setCompletionMode(QCompleter::PopupCompletion);
  m_factor->completer()->setFilterMode(Qt::MatchContains);
  m_editFormula = named(new QToolButton(this), "editFormulaButton");
  m_editFormula->setIcon(widgets::icon(QStringLiteral("pencil")));
  m_editFormula->setAutoRaise(true);
  factor->addWidget(m_factor, 0, 0, 1, 2);
  factor->addWidget(m_editFormula, 0, 2);
  m_column = named(new QComboBox(this), "columnCombo");
  m_parameters = named(new QLineEdit(this), "parametersField");
  row(factor, m_column);
  row(factor, m_parameters);
  m_others = named(new QPlainTextEdit(this), "othersEdit");
  m_others->setTabChangesFocus(true);
  m_others->setFixedHeight(m_others->fontMetrics().lineSpacing() * kOtherLines + 14);
  m_labels.push_back(new QLabel(this));
  m_labels.back()->setBuddy(m_others);
  factor->addWidget(m_labels.back(), factor->rowCount(), 0, 1, 3);
  factor->addWidget(m_others, factor->rowCount(), 0, 1, 3);

  QGridLayout* securities = addGroup(m_securitiesHead, this);
  m_universe = named(new QComboBox(this), "universeCombo");
  m_universeValue = named(new QComboBox(this), "universeValueCombo");
  m_universeValue->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_pattern = named(new QLineEdit(this), "patternField");
  securities->addWidget(m_universe, 0, 0, 1, 2);
  securities->addWidget(m_universeValue, 1, 0, 1, 2);
  securities->addWidget(m_pattern, 2, 0, 1, 2);
  m_from = named(new QLineEdit(this), "fromField");
  m_to = named(new QLineEdit(this), "toField");
  m_level = named(new QComboBox(this), "levelCombo");
  m_adjust = named(new QComboBox(this), "adjustCombo");
  row(securities, m_from);
  row(securities, m_to);
  row(securities, m_level);
  row(securities, m_adjust);

  QGridLayout* returns = addGroup(m_returnsHead, this);
  m_horizons = named(new QLineEdit(this), "horizonsField");
  m_buckets = named(new QSpinBox(this), "bucketsBox");
  m_buckets->setRange(2, 20);
  m_cost = named(new QDoubleSpinBox(this), "costBox");
  m_cost->setRange(0, kMostCost);
  m_cost->setDecimals(3);
  m_cost->setSingleStep(0.01);
  m_cost->setSuffix(QStringLiteral(" %"));
  m_fromNextOpen = named(new QCheckBox(this), "nextOpenCheck");
  row(returns, m_horizons);
  row(returns, m_buckets);
  row(returns, m_cost);
  returns->addWidget(m_fromNextOpen, returns->rowCount(), 0, 1, 2);

  m_run = named(new QPushButton(this), "runButton");
  m_run->setProperty("role", QStringLiteral("primary"));
  m_run->setIcon(widgets::icon(QStringLiteral("play")));
  m_cancel = named(new QPushButton(this), "cancelButton");
  m_cancel->setIcon(widgets::icon(QStringLiteral("stop")));
  m_progress = named(new QProgressBar(this), "labProgress");
  m_progress->setRange(0, kPermille);
  m_progress->setTextVisible(false);
  m_step = new widgets::TextLabel({}, this);
  m_step->setTone(widgets::TextTone::Muted)->setElided();
  m_problem = new widgets::Note(widgets::NoteKind::Error, {}, this);
  m_problem->setObjectName(QStringLiteral("labProblemNote"));
  m_problem->hide();
  for (QWidget* widget : std::initializer_list<QWidget*>{m_run, m_cancel, m_progress, m_step, m_problem})
    layout->addWidget(widget);
  layout->addStretch(1);
  setRunning(false);
}

void LabSetup::connectAll()
{
  connect(m_formulas, &SavedFormulas::changed, this, &LabSetup::listFactors);
  connect(m_factor, &QComboBox::editTextChanged, this, &LabSetup::showFactorFields);
  // An entry of the list stands for the name or formula that it carries.
  connect(m_factor, &QComboBox::activated, this, [this](int index) {
    const QString text = m_factor->itemData(index).toString();
    if (!text.isEmpty())
      m_factor->setEditText(text);
  });
  connect(m_editFormula, &QToolButton::clicked, this, &LabSetup::openFormula);
  connect(m_universe, &QComboBox::currentIndexChanged, this, &LabSetup::showUniverseField);
  connect(m_universe, &QComboBox::activated, this, [this] {
    m_wantedValue.clear();
    listUniverses();
    readNames(); // they may have been stored since
  });
  connect(m_universeValue, &QComboBox::activated, this,
      [this] { m_wantedValue = m_universeValue->currentData().toString(); });
  connect(m_run, &QPushButton::clicked, this, &LabSetup::runRequested);
  connect(m_cancel, &QPushButton::clicked, this, &LabSetup::cancelRequested);
  connect(m_factor->lineEdit(), &QLineEdit::returnPressed, this, &LabSetup::runRequested);
  for (QLineEdit* field : {m_parameters, m_pattern, m_from, m_to, m_horizons})
    connect(field, &QLineEdit::returnPressed, this, &LabSetup::runRequested);
  if (m_context.watchlists != nullptr)
    connect(m_context.watchlists, &Watchlists::changed, this, &LabSetup::listUniverses);
}

QString LabSetup::factorText() const
{
  return m_factor->currentText().trimmed();
}

const factor::FactorDefinition* LabSetup::chosenFactor() const
{
  const auto found = m_registry.find(factorOf(factorText(), m_formulas->library(), m_registry).factor);
  return found ? *found : nullptr;
}

void LabSetup::listFactors()
{
  const QString text = m_factor->currentText();
  {
    const QSignalBlocker blocker(m_factor);
    m_factor->clear();
    for (const factor::SavedFormula& saved : m_formulas->library().all())
      m_factor->addItem(QString::fromStdString(saved.name), QString::fromStdString(saved.name));
    for (const char* example : kExamples)
      m_factor->addItem(QLatin1String(example), QLatin1String(example));
    for (const factor::FactorDefinition& definition : m_registry.all()) {
      const QString name = QString::fromStdString(definition.name);
      m_factor->addItem(widgets::Language::current().text(definition.title) + QStringLiteral("  ") + name, name);
    }
    m_factor->setEditText(text);
  }
  showFactorFields();
}

void LabSetup::showFactorFields()
{
  const factor::FactorDefinition* definition = chosenFactor();
  const bool hasParameters = definition && !definition->parameters.specs().empty();
  for (QWidget* widget : std::initializer_list<QWidget*>{m_column, m_labels[0]})
    widget->setVisible(definition != nullptr);
  for (QWidget* widget : std::initializer_list<QWidget*>{m_parameters, m_labels[1]})
    widget->setVisible(hasParameters);
  if (!definition)
    return;
  QStringList defaults;
  for (const ParamSpec& spec : definition->parameters.specs())
    defaults << QString::fromStdString(spec.key + '=' + toText(spec.defaultValue));
  m_parameters->setPlaceholderText(defaults.join(QStringLiteral("; ")));
  const QString before = m_column->currentData().toString();
  m_column->clear();
  m_column->addItem(Tr::tr("What says most"), QString());
  if (const auto program = factor::FactorProgram::make(*definition, {}))
    for (const std::string& column : program->columns())
      m_column->addItem(QString::fromStdString(column), QString::fromStdString(column));
  chooseData(m_column, before);
}

void LabSetup::listUniverses()
{
  const QString before = m_wantedValue.isEmpty() ? m_universeValue->currentData().toString() : m_wantedValue;
  m_universeValue->clear();
  const auto kind = static_cast<UniverseKind>(m_universe->currentData().toInt());
  if (kind == UniverseKind::Watchlist && m_context.watchlists != nullptr)
    for (const data::WatchlistPtr& list : m_context.watchlists->book().lists)
      m_universeValue->addItem(QString::fromStdString(list->name), QString::fromStdString(list->id));
  if (kind == UniverseKind::Industry || kind == UniverseKind::Tag)
    for (const QString& name : kind == UniverseKind::Tag ? m_names.tags : m_names.industries)
      m_universeValue->addItem(name, name);
  // One that is not there, or not yet, is never taken for another.
  if (!m_wantedValue.isEmpty() && m_universeValue->findData(m_wantedValue) < 0)
    m_universeValue->addItem(m_wantedValue, m_wantedValue);
  chooseData(m_universeValue, before);
  m_universeValue->setEnabled(m_universeValue->count() > 0);
  if (m_universeValue->count() == 0)
    m_universeValue->addItem(Tr::tr("None stored yet"), QString());
}

void LabSetup::showUniverseField()
{
  const auto kind = static_cast<UniverseKind>(m_universe->currentData().toInt());
  m_pattern->setVisible(kind == UniverseKind::Pattern);
  m_universeValue->setVisible(
      kind == UniverseKind::Watchlist || kind == UniverseKind::Industry || kind == UniverseKind::Tag);
  listUniverses();
}

void LabSetup::readNames()
{
  if (m_context.profile == nullptr || m_context.workers == nullptr)
    return;
  runAsync(
      m_context.workers->next(), this, [profile = m_context.profile] { return universeNames(*profile); },
      [this](Result<UniverseNames> names) {
        if (!names)
          return; // the choice says that there are none
        m_names = std::move(*names);
        listUniverses();
      });
}

void LabSetup::openFormula()
{
  if (m_dialog == nullptr) {
    m_dialog = new FormulaDialog(m_context, this, FormulaDialog::Purpose::Lab);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &FormulaDialog::applied, this,
        [this](const Indicator& indicator) { m_factor->setEditText(QString::fromStdString(indicator.formula)); });
    connect(m_dialog, &QObject::destroyed, m_formulas, &SavedFormulas::load);
  }
  if (!chosenFactor()) {
    const analytics::LabFactor chosen = factorOf(factorText(), m_formulas->library(), m_registry);
    m_dialog->openFormula(QString::fromStdString(chosen.name), chosen.formula);
  }
  m_dialog->show();
  m_dialog->raise();
}

LabChoice LabSetup::choice() const
{
  LabChoice choice;
  choice.factor = factorText();
  choice.column = m_column->currentData().toString();
  choice.parameters = m_parameters->text().trimmed();
  choice.others = m_others->toPlainText().split(u'\n', Qt::SkipEmptyParts);
  choice.universe.kind = static_cast<UniverseKind>(m_universe->currentData().toInt());
  choice.universe.value = choice.universe.kind == UniverseKind::Pattern ? m_pattern->text().trimmed()
                                                                        : m_universeValue->currentData().toString();
  choice.from = m_from->text().trimmed();
  choice.to = m_to->text().trimmed();
  choice.level = static_cast<market::BarLevel>(m_level->currentData().toInt());
  choice.adjust = static_cast<market::AdjustMode>(m_adjust->currentData().toInt());
  choice.horizons = m_horizons->text().trimmed();
  choice.buckets = m_buckets->value();
  choice.costPercent = m_cost->value();
  choice.fromNextOpen = m_fromNextOpen->isChecked();
  return choice;
}

void LabSetup::setChoice(const LabChoice& choice)
{
  m_factor->setEditText(choice.factor.isEmpty() ? QLatin1String(kExamples.front()) : choice.factor);
  chooseData(m_column, choice.column);
  m_parameters->setText(choice.parameters);
  m_others->setPlainText(choice.others.join(u'\n'));
  const bool isPattern = choice.universe.kind == UniverseKind::Pattern;
  m_wantedValue = isPattern ? QString() : choice.universe.value;
  chooseData(m_universe, static_cast<int>(choice.universe.kind));
  if (isPattern)
    m_pattern->setText(choice.universe.value);
  listUniverses();
  m_from->setText(choice.from);
  m_to->setText(choice.to);
  chooseData(m_level, static_cast<int>(choice.level));
  chooseData(m_adjust, static_cast<int>(choice.adjust));
  m_horizons->setText(choice.horizons);
  m_buckets->setValue(choice.buckets);
  m_cost->setValue(choice.costPercent);
  m_fromNextOpen->setChecked(choice.fromNextOpen);
}

Result<analytics::LabRequest> LabSetup::request(Universe& universe) const
{
  const LabChoice chosen = choice();
  universe = chosen.universe;
  if (universe.kind == UniverseKind::Watchlist && m_context.watchlists != nullptr)
    if (const data::WatchlistPtr list = m_context.watchlists->list(universe.value))
      universe.listed = list->entityIds();
  ZVT_TRY(analytics::LabRequest request, requestOf(chosen, m_formulas->library(), m_registry));
  request.saved = m_formulas->snapshot();
  return request;
}

void LabSetup::setRunning(bool running)
{
  m_run->setVisible(!running);
  m_cancel->setVisible(running);
  m_progress->setVisible(running);
  m_step->setVisible(running);
  if (running) {
    m_progress->setValue(0);
    m_step->setText({});
    showProblem({});
  }
}

void LabSetup::setProgress(double fraction, const QString& step)
{
  m_progress->setValue(static_cast<int>(std::clamp(fraction, 0.0, 1.0) * kPermille));
  m_step->setText(step);
}

void LabSetup::showProblem(const QString& text)
{
  m_problem->setNote(widgets::NoteKind::Error, text);
  m_problem->setVisible(!text.isEmpty());
}

void LabSetup::retranslate()
{
  const LabChoice before = choice();
  m_factorHead->setText(Tr::tr("Factor"));
  m_securitiesHead->setText(Tr::tr("Securities and dates"));
  m_returnsHead->setText(Tr::tr("Returns"));
  const QStringList texts{Tr::tr("Column"), Tr::tr("Parameters"), Tr::tr("Compare with (one a line)"), Tr::tr("From"),
      Tr::tr("To"), Tr::tr("Level"), Tr::tr("Adjustment"), Tr::tr("Bars ahead"), Tr::tr("Buckets"),
      Tr::tr("Cost a trade")};
  for (std::size_t i = 0; i < m_labels.size(); ++i) {
    m_labels[i]->setText(texts[static_cast<qsizetype>(i)]);
    m_labels[i]->buddy()->setAccessibleName(texts[static_cast<qsizetype>(i)]);
  }
  m_factor->setAccessibleName(Tr::tr("Factor: a formula, or a name from the list"));
  m_factor->lineEdit()->setPlaceholderText(Tr::tr("A formula, or a name from the list"));
  m_editFormula->setToolTip(Tr::tr("Write a formula"));
  m_editFormula->setAccessibleName(m_editFormula->toolTip());
  m_others->setPlaceholderText(Tr::tr("Formulas or names, e.g. MacdFactor.macd"));
  m_universe->setAccessibleName(Tr::tr("Which securities"));
  m_universeValue->setAccessibleName(Tr::tr("Name of the list, industry or tag"));
  m_pattern->setPlaceholderText(QStringLiteral("600000, stock_sz_00*"));
  m_pattern->setAccessibleName(universeText(UniverseKind::Pattern));
  m_from->setPlaceholderText(Tr::tr("first bar, or 2020-01-31"));
  m_to->setPlaceholderText(Tr::tr("last bar"));
  m_horizons->setToolTip(Tr::tr("Whole numbers of bars; the first one decides about the buckets' figures"));
  m_cost->setToolTip(Tr::tr("Of the money that a trade moves; buying and selling are a trade each"));
  m_fromNextOpen->setText(Tr::tr("Returns from the next open"));
  m_fromNextOpen->setToolTip(Tr::tr("As somebody who waits for the close can trade; else from the close itself"));
  m_run->setText(Tr::tr("Run study"));
  m_cancel->setText(Tr::tr("Cancel"));
  m_progress->setAccessibleName(Tr::tr("Progress"));
  m_universe->clear();
  for (const UniverseKind kind : kUniverses)
    m_universe->addItem(universeText(kind), static_cast<int>(kind));
  m_level->clear();
  for (const market::BarLevel level : kLevels)
    m_level->addItem(levelText(level), static_cast<int>(level));
  m_adjust->clear();
  for (const market::AdjustMode mode : kAdjusts)
    m_adjust->addItem(adjustText(mode), static_cast<int>(mode));
  listFactors();
  setChoice(before);
}

}

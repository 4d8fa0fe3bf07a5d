// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/factor/indicator_details.h"

#include "core/factor/formula_library.h"
#include "core/factor/reference_pages.h"
#include "ui/factor/output_home.h"
#include "ui/factor/output_styles.h"
#include "ui/shell/level_text.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/schema_form.h"
#include "widgets/base/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QScrollArea>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace zvt::ui {

namespace {

struct Source {
  const char* field;
  QString (*name)();
};
constexpr int kChartLevel = -1; ///< of the level combo
constexpr std::array kLevels = {market::BarLevel::Min5, market::BarLevel::Min15, market::BarLevel::Min30,
    market::BarLevel::Hour1, market::BarLevel::Day1, market::BarLevel::Week1, market::BarLevel::Month1};
constexpr int kJoin = 100; ///< in the pane of the neighbour with this number more

const std::vector<Source>& sources()
{
  static const std::vector<Source> list = {{"CLOSE", [] { return Tr::tr("Close price"); }},
      {"OPEN", [] { return Tr::tr("Open price"); }}, {"HIGH", [] { return Tr::tr("High"); }},
      {"LOW", [] { return Tr::tr("Low"); }}, {"VOLUME", [] { return Tr::tr("Volume"); }},
      {"TURNOVER", [] { return Tr::tr("Turnover"); }}};
  return list;
}

}

IndicatorDetails::IndicatorDetails(QWidget* parent)
    : QWidget(parent)
    , m_saved(std::make_shared<const factor::FormulaLibrary>())
    , m_title(new widgets::TextLabel({}, this))
    , m_problem(new widgets::Note(widgets::NoteKind::Error, {}, this))
    , m_scroll(new QScrollArea(this))
    , m_definition(new QTextBrowser(this))
{
  m_title->setRole(static_cast<int>(widgets::FontRole::Heading), true);
  m_definition->setObjectName(QStringLiteral("definitionText"));
  m_definition->setFrameShape(QFrame::NoFrame);
  m_definition->setOpenLinks(false);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  layout->addWidget(m_title);
  layout->addWidget(m_problem);
  constexpr int kAllItNeeds = 100; // the definition takes what is left
  layout->addWidget(m_scroll, kAllItNeeds);
  layout->addWidget(m_definition, 1);
  m_definition->setMinimumHeight(140);
  m_scroll->setFrameShape(QFrame::NoFrame);
  m_scroll->setWidgetResizable(true);
  m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_scroll->setFocusPolicy(Qt::NoFocus);
  retranslate();
}

void IndicatorDetails::showIndicator(std::optional<Indicator> indicator, std::vector<Neighbour> neighbours)
{
  m_indicator = std::move(indicator);
  m_neighbours = std::move(neighbours);
  build();
}

void IndicatorDetails::setSaved(std::shared_ptr<const factor::FormulaLibrary> saved)
{
  const bool isNew = *saved != *m_saved;
  m_saved = std::move(saved);
  if (!isNew || !m_indicator || !m_indicator->operatorName.empty())
    return;
  m_indicator = indicator();
  build();
}

void IndicatorDetails::retranslate()
{
  m_definition->setAccessibleName(Tr::tr("Definition"));
  m_indicator = this->indicator();
  build();
}

void IndicatorDetails::build()
{
  delete m_scroll->takeWidget();
  m_controls = nullptr;
  m_form = nullptr;
  m_pane = nullptr;
  m_level = nullptr;
  m_forming = nullptr;
  m_visible = nullptr;
  m_outputs = nullptr;
  m_sources.clear();
  m_isReadable = true;
  m_problem->hide();
  describe();
  m_scroll->setVisible(m_indicator.has_value());
  if (!m_indicator)
    return;
  m_controls = new QWidget;
  m_rows = new QFormLayout(m_controls);
  m_rows->setContentsMargins(0, 0, 8, 0);
  m_rows->setHorizontalSpacing(8);
  m_rows->setVerticalSpacing(8);
  m_rows->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
  const auto formula = formulaOf(*m_indicator, *m_saved);
  if (const factor::OperatorInfo* info = operatorOf(*m_indicator)) {
    addSources(*info);
    addForm(info->parameters);
  } else if (formula) {
    addForm(formula->parameters());
  } else {
    m_isReadable = false;
    m_problem->setNote(widgets::NoteKind::Error, widgets::Language::current().describe(formula.error()));
    m_problem->show();
  }
  addLevel();
  addPane();
  if (formula) {
    m_rows->addRow(new widgets::GroupHead(Tr::tr("Outputs"), m_controls));
    m_outputs = new OutputStyles(*formula, m_indicator->styles, m_controls);
    connect(m_outputs, &OutputStyles::edited, this, &IndicatorDetails::edited);
    m_rows->addRow(m_outputs);
  }
  m_scroll->setWidget(m_controls);
  m_scroll->setMaximumHeight(m_controls->sizeHint().height() + 2);
}

void IndicatorDetails::addLevel()
{
  m_level = new QComboBox(m_controls);
  m_level->setObjectName(QStringLiteral("indicatorLevelCombo"));
  m_level->addItem(Tr::tr("That of the chart"), kChartLevel);
  for (const market::BarLevel level : kLevels)
    m_level->addItem(levelText(level), static_cast<int>(level));
  if (m_indicator->level) {
    const int chosen = static_cast<int>(*m_indicator->level);
    if (m_level->findData(chosen) < 0)
      m_level->addItem(levelText(*m_indicator->level), chosen);
    m_level->setCurrentIndex(m_level->findData(chosen));
  }
  m_level->setToolTip(Tr::tr("Computed on the bars of that level, and shown as of the time of each bar of the chart"));
  m_forming = new QCheckBox(Tr::tr("With the bar that is still being made"), m_controls);
  m_forming->setObjectName(QStringLiteral("indicatorFormingCheck"));
  m_forming->setToolTip(Tr::tr("Otherwise a week counts from its last close on"));
  m_forming->setChecked(m_indicator->forming);
  m_forming->setVisible(m_indicator->level.has_value());
  connect(m_level, &QComboBox::activated, this, [this] {
    m_forming->setVisible(m_level->currentData().toInt() != kChartLevel);
    Q_EMIT edited();
  });
  connect(m_forming, &QCheckBox::toggled, this, &IndicatorDetails::edited);
  m_rows->addRow(Tr::tr("Level"), m_level);
  m_rows->addRow(QString(), m_forming);
}

void IndicatorDetails::addPane()
{
  m_pane = new QComboBox(m_controls);
  m_pane->setObjectName(QStringLiteral("paneCombo"));
  m_pane->addItem(Tr::tr("Where it belongs"), static_cast<int>(IndicatorPane::Auto));
  m_pane->addItem(Tr::tr("Over the price"), static_cast<int>(IndicatorPane::OverPrice));
  m_pane->addItem(Tr::tr("With the volume"), static_cast<int>(IndicatorPane::Volume));
  m_pane->addItem(Tr::tr("A pane of its own"), static_cast<int>(IndicatorPane::Own));
  m_pane->setCurrentIndex(m_pane->findData(static_cast<int>(m_indicator->pane)));
  for (const Neighbour& neighbour : m_neighbours) {
    m_pane->addItem(Tr::tr("With %1").arg(neighbour.title), kJoin + static_cast<int>(neighbour.index));
    const bool isShared = m_indicator->pane == IndicatorPane::Own && m_indicator->paneGroup > 0
        && neighbour.paneGroup == m_indicator->paneGroup;
    if (isShared && m_pane->currentData().toInt() < kJoin)
      m_pane->setCurrentIndex(m_pane->count() - 1);
  }
  connect(m_pane, &QComboBox::activated, this, &IndicatorDetails::edited);
  m_visible = new QCheckBox(Tr::tr("Shown on the chart"), m_controls);
  m_visible->setObjectName(QStringLiteral("indicatorVisibleCheck"));
  m_visible->setChecked(m_indicator->visible);
  connect(m_visible, &QCheckBox::toggled, this, &IndicatorDetails::edited);
  m_rows->addRow(Tr::tr("Pane"), m_pane);
  m_rows->addRow(QString(), m_visible);
}

void IndicatorDetails::addSources(const factor::OperatorInfo& info)
{
  const std::vector<std::string> inputs = openInputs(info);
  for (std::size_t i = 0; i < inputs.size() && i < m_indicator->sources.size(); ++i) {
    auto* combo = new QComboBox(m_controls);
    combo->setObjectName(QStringLiteral("source%1Combo").arg(i));
    for (const Source& source : sources())
      combo->addItem(source.name(), QString::fromLatin1(source.field));
    const QString chosen = QString::fromStdString(m_indicator->sources[i]);
    if (combo->findData(chosen) < 0) // a column beside the six fields
      combo->addItem(chosen, chosen);
    combo->setCurrentIndex(combo->findData(chosen));
    connect(combo, &QComboBox::activated, this, &IndicatorDetails::edited);
    const QString name = QString::fromStdString(inputs[i]);
    m_rows->addRow(inputs.size() == 1 ? Tr::tr("Computed from") : Tr::tr("Computed from: %1").arg(name), combo);
    m_sources.push_back(combo);
  }
}

void IndicatorDetails::addForm(const ParamSchema& schema)
{
  if (schema.specs().empty())
    return;
  m_form = new widgets::SchemaForm(schema, m_controls, widgets::FormStyle::Narrow);
  m_form->setObjectName(QStringLiteral("parameterForm"));
  widgets::SchemaForm::Values values;
  for (const ParamSpec& spec : schema.specs()) {
    const auto given = m_indicator->parameters.find(spec.key);
    if (given == m_indicator->parameters.end())
      continue;
    if (spec.type == ParamType::Int)
      values[spec.key] = static_cast<std::int64_t>(given->second);
    else
      values[spec.key] = given->second;
  }
  m_form->setValues(values);
  connect(m_form, &widgets::SchemaForm::edited, this, &IndicatorDetails::edited);
  connect(m_form, &widgets::SchemaForm::stateChanged, this, &IndicatorDetails::edited);
  m_rows->addRow(m_form);
}

void IndicatorDetails::describe()
{
  m_title->setText(m_indicator ? titleOf(*m_indicator) : QString());
  if (!m_indicator) {
    m_definition->setPlainText(Tr::tr("Choose an indicator to see what it is and what it can be set to."));
    return;
  }
  const Messages& messages = widgets::Language::current().messages();
  if (const factor::OperatorInfo* info = operatorOf(*m_indicator)) {
    m_definition->setMarkdown(QString::fromStdString(factor::describe(*info, messages)));
    return;
  }
  const auto formula = formulaOf(*m_indicator, *m_saved);
  if (formula)
    m_definition->setMarkdown(QString::fromStdString(factor::describe(m_indicator->name, *formula, messages)));
  else
    m_definition->setPlainText(QString::fromStdString(m_indicator->formula));
}

std::optional<Indicator> IndicatorDetails::indicator() const
{
  if (!m_indicator || m_pane == nullptr)
    return m_indicator;
  Indicator result = *m_indicator;
  for (std::size_t i = 0; i < m_sources.size(); ++i)
    result.sources[i] = m_sources[i]->currentData().toString().toStdString();
  if (m_form != nullptr)
    result.parameters = parameterValues(m_form->values());
  if (const int pane = m_pane->currentData().toInt(); pane < kJoin) {
    result.pane = static_cast<IndicatorPane>(pane);
    result.paneGroup = 0;
  }
  const int level = m_level->currentData().toInt();
  result.level = level == kChartLevel ? std::nullopt : std::optional(static_cast<market::BarLevel>(level));
  result.forming = result.level && m_forming->isChecked();
  result.visible = m_visible->isChecked();
  if (m_outputs != nullptr)
    result.styles = m_outputs->styles();
  return result;
}

std::optional<std::size_t> IndicatorDetails::joined() const
{
  const int pane = m_pane == nullptr ? 0 : m_pane->currentData().toInt();
  return pane < kJoin ? std::nullopt : std::optional(static_cast<std::size_t>(pane - kJoin));
}

bool IndicatorDetails::isValid() const
{
  return m_indicator && m_isReadable && (m_form == nullptr || m_form->isValid());
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/factor/indicator_details.h"

#include "core/factor/reference_pages.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/schema_form.h"
#include "widgets/base/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <algorithm>

namespace zvt::ui {

namespace {

struct Source {
  const char* field;
  QString (*name)();
};
constexpr int kAutomatic = static_cast<int>(IndicatorPane::Auto);

const std::vector<Source>& sources()
{
  static const std::vector<Source> list = {{"CLOSE", [] { return Tr::tr("Close price"); }},
      {"OPEN", [] { return Tr::tr("Open price"); }}, {"HIGH", [] { return Tr::tr("High"); }},
      {"LOW", [] { return Tr::tr("Low"); }}, {"VOLUME", [] { return Tr::tr("Volume"); }},
      {"TURNOVER", [] { return Tr::tr("Turnover"); }}};
  return list;
}

QComboBox* paneCombo(IndicatorPane pane, QWidget* parent)
{
  auto* combo = new QComboBox(parent);
  combo->setObjectName(QStringLiteral("paneCombo"));
  combo->addItem(Tr::tr("Where it belongs"), kAutomatic);
  combo->addItem(Tr::tr("Over the price"), static_cast<int>(IndicatorPane::OverPrice));
  combo->addItem(Tr::tr("A pane of its own"), static_cast<int>(IndicatorPane::Own));
  combo->setCurrentIndex(combo->findData(static_cast<int>(pane)));
  return combo;
}

}

IndicatorDetails::IndicatorDetails(QWidget* parent)
    : QWidget(parent)
    , m_title(new widgets::TextLabel({}, this))
    , m_problem(new widgets::Note(widgets::NoteKind::Error, {}, this))
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
  layout->addWidget(m_definition, 1);
  retranslate();
}

void IndicatorDetails::showIndicator(std::optional<Indicator> indicator)
{
  m_indicator = std::move(indicator);
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
  delete m_controls;
  m_controls = nullptr;
  m_form = nullptr;
  m_pane = nullptr;
  m_sources.clear();
  m_isReadable = true;
  m_problem->hide();
  describe();
  if (!m_indicator)
    return;
  m_controls = new QWidget(this);
  m_rows = new QFormLayout(m_controls);
  m_rows->setContentsMargins(0, 0, 0, 0);
  m_rows->setHorizontalSpacing(8);
  m_rows->setVerticalSpacing(8);
  m_rows->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
  if (const factor::OperatorInfo* info = operatorOf(*m_indicator)) {
    addSources(*info);
    addForm(info->parameters);
  } else if (const auto formula = factor::compile(m_indicator->formula)) {
    addForm(formula->parameters());
  } else {
    m_isReadable = false;
    m_problem->setNote(widgets::NoteKind::Error, widgets::Language::current().describe(formula.error()));
    m_problem->show();
  }
  m_pane = paneCombo(m_indicator->pane, m_controls);
  connect(m_pane, &QComboBox::activated, this, &IndicatorDetails::edited);
  m_rows->addRow(Tr::tr("Pane"), m_pane);
  static_cast<QVBoxLayout*>(layout())->insertWidget(2, m_controls);
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
  const auto formula = factor::compile(m_indicator->formula);
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
  result.pane = static_cast<IndicatorPane>(m_pane->currentData().toInt());
  return result;
}

bool IndicatorDetails::isValid() const
{
  return m_indicator && m_isReadable && (m_form == nullptr || m_form->isValid());
}

}

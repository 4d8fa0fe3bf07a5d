// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/attribution_page.h"

#include "core/analytics/report.h"
#include "ui/report/report_cells.h"
#include "ui/report/report_parts.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"
#include "widgets/table/data_table.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

namespace zvt::ui {

namespace {

constexpr int kMargin = 8;
using widgets::CellTone;
using widgets::TableCell;

QString message(const std::string& key)
{
  return widgets::Language::current().text(key);
}

std::string percentOr(std::optional<double> value)
{
  return (value ? widgets::formatSignedPercent(*value) : QString(widgets::kMissing)).toStdString();
}

TableCell effectCell(double value)
{
  return signedCell(value, widgets::formatSignedPercent(value));
}

QString partText(const std::string& key, const std::string& name)
{
  if (name == analytics::kCashPart)
    return message("report.attribution.cash");
  if (name == analytics::kTradingPart)
    return message("report.attribution.trading");
  return groupText(key, name);
}

/// The groups, and below them the whole.
std::vector<widgets::TableColumn> effectColumns(const ReportPtr& report, std::size_t way)
{
  const auto* group = &report->input.attribution.groups[way]; // a part of the report, which the columns keep alive
  const auto at = [report, group](std::size_t row) -> const analytics::GroupEffects& {
    return row < group->groups.size() ? group->brinson.groups[row] : group->brinson.total;
  };
  const auto effect = [at](const char* title, double analytics::GroupEffects::* value) {
    return widgets::TableColumn{
        messageText(title), true, 96, [at, value](std::size_t row) { return effectCell(at(row).*value); }};
  };
  return {{messageText("report.column.group"), false, 170,
              [report, group](std::size_t row) {
                return TableCell{
                    row < group->groups.size() ? partText(group->key, group->groups[row]) : message("report.total"),
                    qlonglong(row), CellTone::Neutral, {}};
              }},
      effect("report.column.allocation", &analytics::GroupEffects::allocation),
      effect("report.column.selection", &analytics::GroupEffects::selection),
      effect("report.column.interaction", &analytics::GroupEffects::interaction),
      {messageText("report.column.active"), true, 96, [at](std::size_t row) {
         const analytics::GroupEffects& effects = at(row);
         return effectCell(effects.allocation + effects.selection + effects.interaction);
       }}};
}

/// The factors, and below them what they leave.
std::vector<widgets::TableColumn> factorColumns(const ReportPtr& report)
{
  const auto* attribution = &report->input.attribution;
  const std::size_t count = attribution->factors.size();
  return {{messageText("report.column.factor"), false, 130,
              [report, attribution, count](std::size_t row) {
                return TableCell{message("report.factor." + (row < count ? attribution->factors[row] : "alpha")),
                    qlonglong(row), CellTone::Neutral, {}};
              }},
      {messageText("report.column.beta"), true, 80,
          [attribution, count](
              std::size_t row) { return row < count ? numberCell(attribution->fit->betas[row], 2) : TableCell{}; }},
      {messageText("report.column.tValue"), true, 70,
          [attribution, count](std::size_t row) {
            const bool isKnown = row < count && attribution->fit->betaErrors[row] > 0;
            return isKnown ? numberCell(attribution->fit->betas[row] / attribution->fit->betaErrors[row], 1)
                           : TableCell{};
          }},
      {messageText("report.column.yearly"), true, 96, [report, attribution, count](std::size_t row) {
         const double daily = row < count ? attribution->fit->contributions[row] : attribution->fit->alpha;
         return effectCell(daily * report->input.options.periodsPerYear);
       }}};
}

void fit(widgets::DataTable& table, const widgets::ColumnTable& content)
{
  for (std::size_t i = 0; i < content.columns().size(); ++i)
    table.setColumnWidth(static_cast<int>(i), content.columns()[i].width);
}

}

AttributionPage::AttributionPage(QWidget* parent)
    : QWidget(parent)
    , m_effectsTable(new widgets::DataTable(this))
    , m_factorsTable(new widgets::DataTable(this))
    , m_group(new QComboBox(this))
    , m_money((new widgets::TextLabel({}, this))->setTone(widgets::TextTone::Secondary))
    , m_fit((new widgets::TextLabel({}, this))->setTone(widgets::TextTone::Secondary))
{
  m_effectsTable->setObjectName(QStringLiteral("attributionTable"));
  m_factorsTable->setObjectName(QStringLiteral("factorsTable"));
  m_group->setObjectName(QStringLiteral("attributionGroupCombo"));
  m_money->setObjectName(QStringLiteral("moneyWeightedSentence"));
  for (widgets::TextLabel* sentence : {m_money, m_fit}) {
    sentence->setWordWrap(true);
    sentence->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
  }
  m_effectsTable->setModel(&m_effects);
  m_factorsTable->setModel(&m_factors);
  connect(m_group, &QComboBox::currentIndexChanged, this, &AttributionPage::showGroups);
  QWidget* effects = titledPart(reportHead(m_effectsTitle, this, {m_group}), m_effectsTable, this);
  static_cast<QVBoxLayout*>(effects->layout())->insertWidget(1, m_money);
  QWidget* factors = titledPart(reportHead(m_factorsTitle, this), m_factorsTable, this);
  static_cast<QVBoxLayout*>(factors->layout())->insertWidget(1, m_fit);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(reportSplitter(Qt::Horizontal, {effects, factors}, {3, 2}));
}

void AttributionPage::setReport(const ReportPtr& report)
{
  m_report = report;
  retranslate();
}

void AttributionPage::showGroups()
{
  const int chosen = m_group->currentIndex();
  if (!m_report || chosen < 0 || chosen >= static_cast<int>(m_report->input.attribution.groups.size())) {
    m_effects.setContent({}, 0);
    return;
  }
  const auto way = static_cast<std::size_t>(chosen);
  m_effects.setContent(effectColumns(m_report, way), m_report->input.attribution.groups[way].groups.size() + 1);
  fit(*m_effectsTable, m_effects);
}

void AttributionPage::showFactors()
{
  const auto& attribution = m_report->input.attribution;
  if (attribution.fit)
    m_factors.setContent(factorColumns(m_report), attribution.factors.size() + 1);
  else
    m_factors.setContent({}, 0);
  fit(*m_factorsTable, m_factors);
}

void AttributionPage::showSentences()
{
  const auto& language = widgets::Language::current();
  const auto& attribution = m_report->input.attribution;
  m_money->setText(
      language.text("report.attribution.money",
          {{"timeWeighted", percentOr(m_report->timeWeighted)}, {"internalRate", percentOr(m_report->internalRate)}})
      + (attribution.groups.empty() ? QString() : u' ' + language.text("report.attribution.universe")));
  m_fit->setVisible(attribution.fit.has_value());
  if (attribution.fit)
    m_fit->setText(language.text("report.attribution.fit",
        {{"r2", widgets::formatPercent(attribution.fit->rSquared, 1).toStdString()},
            {"days", std::to_string(attribution.fit->periods)}}));
}

void AttributionPage::refresh()
{
  if (!m_report)
    return;
  showGroups();
  showFactors();
  showSentences();
}

void AttributionPage::retranslate()
{
  m_effectsTitle->setText(message("report.section.attribution"));
  m_factorsTitle->setText(message("report.attribution.factors"));
  m_effectsTable->setAccessibleName(message("report.section.attribution"));
  m_factorsTable->setAccessibleName(message("report.attribution.factors"));
  m_group->setAccessibleName(Tr::tr("Put together"));
  if (m_report) {
    const QSignalBlocker quiet(m_group);
    const int chosen = std::max(m_group->currentIndex(), 0);
    m_group->clear();
    for (const analytics::GroupAttribution& way : m_report->input.attribution.groups)
      m_group->addItem(groupingText(way.key));
    m_group->setCurrentIndex(chosen < m_group->count() ? chosen : 0);
    m_group->setVisible(m_group->count() > 0);
  }
  refresh();
}

}

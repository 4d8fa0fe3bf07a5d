// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alert/alert_condition_pages.h"

#include "ui/alert/alert_text.h"
#include "ui/factor/formula_edit.h"
#include "ui/shell/tr.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QSpinBox>

#include <cmath>

namespace zvt::ui {

using namespace zvt::alert;

AlertConditionPages::AlertConditionPages(FormLabels& labels, QWidget* parent)
    : QStackedWidget(parent)
    , m_labels(labels)
{
  for (QWidget* page : {pricePage(), changePage(), linePage(), formulaPage(), healthPage()})
    addWidget(page);
  connect(this, &QStackedWidget::currentChanged, this, &QWidget::updateGeometry);
  for (QComboBox* combo : findChildren<QComboBox*>())
    connect(combo, &QComboBox::currentIndexChanged, this, &AlertConditionPages::edited);
  for (QDoubleSpinBox* spin : findChildren<QDoubleSpinBox*>())
    connect(spin, &QDoubleSpinBox::valueChanged, this, &AlertConditionPages::edited);
  for (QSpinBox* spin : findChildren<QSpinBox*>())
    connect(spin, &QSpinBox::valueChanged, this, &AlertConditionPages::edited);
  for (QCheckBox* box : findChildren<QCheckBox*>())
    connect(box, &QCheckBox::toggled, this, &AlertConditionPages::edited);
  for (QDateTimeEdit* edit : findChildren<QDateTimeEdit*>())
    connect(edit, &QDateTimeEdit::dateTimeChanged, this, &AlertConditionPages::edited);
  connect(m_formula, &FormulaEdit::formulaChanged, this, &AlertConditionPages::edited);
}

QWidget* AlertConditionPages::pricePage()
{
  auto* page = new QWidget(this);
  QFormLayout* form = formOf(page);
  m_priceTest = named(new QComboBox(page), "priceTestCombo");
  m_price = priceIn(page, "alertPriceSpin");
  m_labels.addRow(form, [] { return Tr::tr("The last price"); }, m_priceTest);
  m_labels.addRow(form, [] { return Tr::tr("Price"); }, m_price);
  return page;
}

QWidget* AlertConditionPages::changePage()
{
  auto* page = new QWidget(this);
  QFormLayout* form = formOf(page);
  m_percent = numberIn(page, "alertPercentSpin", -100, 1000, 2);
  m_percent->setSuffix(QStringLiteral(" %"));
  m_eitherWay = named(new QCheckBox(page), "eitherWayCheck");
  m_hasBase = named(new QCheckBox(page), "hasBaseCheck");
  m_base = priceIn(page, "alertBaseSpin");
  m_labels.addRow(form, [] { return Tr::tr("Change"); }, m_percent);
  form->addRow(QString(), m_eitherWay);
  form->addRow(QString(), m_hasBase);
  m_labels.addRow(form, [] { return Tr::tr("From the price"); }, m_base);
  connect(m_hasBase, &QCheckBox::toggled, m_base, &QWidget::setEnabled);
  return page;
}

QWidget* AlertConditionPages::linePage()
{
  auto* page = new QWidget(this);
  QFormLayout* form = formOf(page);
  m_lineTest = named(new QComboBox(page), "lineTestCombo");
  m_firstTime = timeIn(page, "firstTimeEdit");
  m_firstPrice = priceIn(page, "firstPriceSpin");
  m_secondTime = timeIn(page, "secondTimeEdit");
  m_secondPrice = priceIn(page, "secondPriceSpin");
  m_extent = named(new QComboBox(page), "extentCombo");
  m_lineLevel = named(new QComboBox(page), "lineLevelCombo");
  m_labels.addRow(form, [] { return Tr::tr("The last price"); }, m_lineTest);
  m_labels.addRow(form, [] { return Tr::tr("First point"); }, besideEachOther(m_firstTime, m_firstPrice));
  m_labels.addRow(form, [] { return Tr::tr("Second point"); }, besideEachOther(m_secondTime, m_secondPrice));
  m_labels.addRow(form, [] { return Tr::tr("The line reaches"); }, m_extent);
  m_labels.addRow(form, [] { return Tr::tr("Straight over bars of"); }, m_lineLevel);
  return page;
}

QWidget* AlertConditionPages::formulaPage()
{
  auto* page = new QWidget(this);
  QFormLayout* form = formOf(page);
  m_formula = named(new FormulaEdit(page), "alertFormulaEdit");
  m_formula->setPlaceholderText(QStringLiteral("CROSS(MA(CLOSE,5),MA(CLOSE,20))"));
  m_formulaTest = named(new QComboBox(page), "formulaTestCombo");
  m_value = numberIn(page, "formulaValueSpin", -1e12, 1e12, 4);
  m_formulaLevel = named(new QComboBox(page), "formulaLevelCombo");
  m_intrabar = named(new QCheckBox(page), "intrabarCheck");
  m_labels.addRow(form, [] { return Tr::tr("Formula"); }, m_formula);
  m_labels.addRow(form, [] { return Tr::tr("Its value"); }, besideEachOther(m_formulaTest, m_value));
  m_labels.addRow(form, [] { return Tr::tr("Over bars of"); }, m_formulaLevel);
  form->addRow(QString(), m_intrabar);
  return page;
}

QWidget* AlertConditionPages::healthPage()
{
  auto* page = new QWidget(this);
  QFormLayout* form = formOf(page);
  m_health = named(new QComboBox(page), "healthCombo");
  m_minutes = named(new QSpinBox(page), "healthMinutesSpin");
  m_minutes->setRange(1, 600);
  m_sessions = named(new QSpinBox(page), "healthSessionsSpin");
  m_sessions->setRange(1, 250);
  m_healthLevel = named(new QComboBox(page), "healthLevelCombo");
  m_labels.addRow(form, [] { return Tr::tr("What is wrong"); }, m_health);
  m_labels.addRow(form, [] { return Tr::tr("Minutes without a quote"); }, m_minutes);
  m_labels.addRow(form, [] { return Tr::tr("Sessions since the newest bar"); }, m_sessions);
  m_labels.addRow(form, [] { return Tr::tr("Bars"); }, m_healthLevel);
  return page;
}

void AlertConditionPages::fillLists()
{
  fillEnum<Test>(m_priceTest, 5, testText);
  fillEnum<Test>(m_lineTest, 5, testText);
  fillEnum<Extent>(m_extent, 3, extentText);
  fillEnum<FormulaTest>(m_formulaTest, 6, formulaTestText);
  fillEnum<HealthTest>(m_health, 4, healthTestText);
  for (QComboBox* combo : {m_lineLevel, m_formulaLevel, m_healthLevel})
    fillLevels(combo);
}

void AlertConditionPages::showCondition(const Condition& condition, const TimeZone& zone, Timestamp now)
{
  for (QDateTimeEdit* edit : {m_firstTime, m_secondTime})
    edit->setDateTime(clockOf(now, zone));
  m_percent->setValue(5);
  m_base->setEnabled(false);
  if (const auto* price = std::get_if<PriceCondition>(&condition)) {
    choose(m_priceTest, static_cast<int>(price->test));
    if (!std::isnan(price->price))
      for (QDoubleSpinBox* spin : {m_price, m_base, m_firstPrice, m_secondPrice})
        spin->setValue(price->price);
  } else if (const auto* change = std::get_if<ChangeCondition>(&condition)) {
    m_percent->setValue(std::isnan(change->percent) ? 5 : change->percent);
    m_eitherWay->setChecked(change->eitherWay);
    m_hasBase->setChecked(!std::isnan(change->base));
    m_base->setValue(std::isnan(change->base) ? m_base->value() : change->base);
  } else if (const auto* line = std::get_if<LineCondition>(&condition)) {
    choose(m_lineTest, static_cast<int>(line->test));
    choose(m_extent, static_cast<int>(line->extent));
    choose(m_lineLevel, static_cast<int>(line->level));
    m_firstTime->setDateTime(clockOf(line->first.time, zone));
    m_secondTime->setDateTime(clockOf(line->second.time, zone));
    m_firstPrice->setValue(line->first.price);
    m_secondPrice->setValue(line->second.price);
  } else if (const auto* formula = std::get_if<FormulaCondition>(&condition)) {
    m_formula->setFormula(formula->formula);
    choose(m_formulaTest, static_cast<int>(formula->test));
    choose(m_formulaLevel, static_cast<int>(formula->level));
    m_value->setValue(formula->value);
    m_intrabar->setChecked(formula->intrabar);
  } else if (const auto* health = std::get_if<HealthCondition>(&condition)) {
    choose(m_health, static_cast<int>(health->test));
    choose(m_healthLevel, static_cast<int>(health->level));
    m_minutes->setValue(health->minutes);
    m_sessions->setValue(health->sessions);
  }
}

Condition AlertConditionPages::condition(const Condition& before, const TimeZone& zone) const
{
  switch (currentIndex()) {
  case PricePage:
    return PriceCondition{enumOf<Test>(m_priceTest), m_price->value()};
  case ChangePage:
    return ChangeCondition{
        m_percent->value(), m_eitherWay->isChecked(), m_hasBase->isChecked() ? m_base->value() : kNoValue};
  case LinePage: {
    LineCondition line;
    if (const auto* known = std::get_if<LineCondition>(&before))
      line = *known; // what has no field here stays
    const auto take = [&](Anchor& anchor, const QDateTimeEdit* time, const QDoubleSpinBox* price) {
      // A field shows minutes and four decimals: what was not touched stays exact.
      if (clockOf(anchor.time, zone).toString(time->displayFormat()) != time->text())
        anchor.time = timeOf(time, zone);
      if (!(std::abs(anchor.price - price->value()) < 0.00006))
        anchor.price = price->value();
    };
    take(line.first, m_firstTime, m_firstPrice);
    take(line.second, m_secondTime, m_secondPrice);
    line.extent = enumOf<Extent>(m_extent);
    line.level = enumOf<market::BarLevel>(m_lineLevel);
    line.test = enumOf<Test>(m_lineTest);
    return line;
  }
  case FormulaPage: {
    FormulaCondition formula;
    if (const auto* known = std::get_if<FormulaCondition>(&before))
      formula = *known;
    formula.formula = m_formula->formula();
    formula.level = enumOf<market::BarLevel>(m_formulaLevel);
    formula.test = enumOf<FormulaTest>(m_formulaTest);
    formula.value = m_value->value();
    formula.intrabar = m_intrabar->isChecked();
    return formula;
  }
  default:
    return HealthCondition{
        enumOf<HealthTest>(m_health), m_minutes->value(), m_sessions->value(), enumOf<market::BarLevel>(m_healthLevel)};
  }
}

void AlertConditionPages::enableFields()
{
  m_value->setEnabled(enumOf<FormulaTest>(m_formulaTest) != FormulaTest::True);
  const auto health = enumOf<HealthTest>(m_health);
  m_minutes->setEnabled(health == HealthTest::NoQuote);
  m_sessions->setEnabled(health == HealthTest::StaleBar);
  m_healthLevel->setEnabled(health != HealthTest::NoQuote);
}

void AlertConditionPages::retranslate()
{
  m_firstPrice->setAccessibleName(Tr::tr("Price of the first point"));
  m_secondPrice->setAccessibleName(Tr::tr("Price of the second point"));
  m_value->setAccessibleName(Tr::tr("Compared with"));
  m_eitherWay->setText(Tr::tr("As far down as up"));
  m_hasBase->setText(Tr::tr("From a price of mine instead of the close before"));
  m_intrabar->setText(Tr::tr("Also while the bar is being made"));
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/risk/limit_dialog.h"

#include "ui/risk/risk_texts.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace zvt::ui {

using risk::LimitAction;
using risk::LimitUnit;

namespace {

constexpr int kWidth = 460;

/// The shortest decimal that is the number of a field.
Decimal decimalOf(double value)
{
  return Decimal::fromDouble(value).value_or(Decimal());
}

QString actionText(LimitAction action)
{
  return action == LimitAction::Block ? Tr::tr("Refuse the order") : Tr::tr("Only warn");
}

void fillActions(QComboBox* combo)
{
  const int chosen =
      combo->currentData().isValid() ? combo->currentData().toInt() : static_cast<int>(LimitAction::Block);
  const QSignalBlocker silent(combo);
  combo->clear();
  for (const LimitAction action : {LimitAction::Block, LimitAction::Warn})
    combo->addItem(actionText(action), static_cast<int>(action));
  choose(combo, chosen);
}

}

LimitDialog::LimitDialog(const risk::RiskLimit& limit, bool isNew, QWidget* parent)
    : QDialog(parent)
    , m_limit(limit)
    , m_isNew(isNew)
{
  setObjectName(QStringLiteral("limitDialog"));
  setWindowIcon(widgets::icon(QStringLiteral("shield")));
  build();
  fillRules();
  showLimit(limit);
  retranslate();
  check();
  layout()->activate();
  resize(kWidth, sizeHint().height());
}

void LimitDialog::build()
{
  m_rule = named(new QComboBox(this), "ruleCombo");
  m_rule->setEnabled(m_isNew);
  m_number = numberIn(this, "limitSpin", 0, 1e12, 4);
  m_unit = named(new QComboBox(this), "unitCombo");
  m_warns = named(new QCheckBox(this), "warnsCheck");
  m_warnAt = numberIn(this, "warnAtSpin", 1, 100, 0);
  m_action = named(new QComboBox(this), "actionCombo");
  m_unknown = named(new QComboBox(this), "unknownCombo");
  m_threshold = numberIn(this, "thresholdSpin", 0, 10'000, 2);
  m_account = named(new QLineEdit(this), "accountEdit");
  m_strategy = named(new QLineEdit(this), "strategyEdit");
  m_tag = named(new QLineEdit(this), "tagEdit");
  m_note = new widgets::Note(widgets::NoteKind::Error, {}, this);
  m_accept = named(new QPushButton(this), "acceptLimitButton");
  m_accept->setProperty("role", QStringLiteral("primary"));
  m_accept->setDefault(true);
  m_cancel = named(new QPushButton(this), "cancelLimitButton");
  m_cancel->setAutoDefault(false);

  auto* fields = new QWidget(this);
  QFormLayout* form = m_form = formOf(fields);
  m_labels.addRow(form, [] { return Tr::tr("Limit", "a risk limit"); }, m_rule);
  m_labels.addRow(form, [] { return Tr::tr("At most"); }, besideEachOther(m_number, m_unit));
  m_labels.addRow(form, [] { return Tr::tr("Threshold"); }, m_threshold);
  m_labels.addRow(form, [] { return Tr::tr("Beyond it"); }, m_action);
  m_labels.addRow(form, [] { return Tr::tr("Missing figures"); }, m_unknown);
  form->addRow(QString(), besideEachOther(m_warns, m_warnAt));
  m_labels.addRow(form, [] { return Tr::tr("Account"); }, m_account);
  m_labels.addRow(form, [] { return Tr::tr("Strategy"); }, m_strategy);
  m_labels.addRow(form, [] { return Tr::tr("Tag"); }, m_tag);
  auto* foot = new QHBoxLayout;
  foot->setSpacing(8);
  foot->addStretch(1);
  foot->addWidget(m_accept);
  foot->addWidget(m_cancel);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(16, 12, 16, 12);
  layout->setSpacing(12);
  layout->addWidget(fields);
  layout->addWidget(m_note);
  layout->addStretch(1);
  layout->addLayout(foot);

  connect(m_rule, &QComboBox::currentIndexChanged, this, [this] {
    fillUnits();
    m_threshold->setValue(rule().hasThreshold
            ? QString::fromUtf8(rule().defaultThreshold.data(), qsizetype(rule().defaultThreshold.size())).toDouble()
            : 0);
    check();
  });
  for (QComboBox* combo : {m_unit, m_action, m_unknown})
    connect(combo, &QComboBox::currentIndexChanged, this, &LimitDialog::check);
  for (QDoubleSpinBox* spin : {m_number, m_warnAt, m_threshold})
    connect(spin, &QDoubleSpinBox::valueChanged, this, &LimitDialog::check);
  for (QLineEdit* edit : {m_account, m_strategy, m_tag})
    connect(edit, &QLineEdit::textChanged, this, &LimitDialog::check);
  connect(m_warns, &QCheckBox::toggled, this, &LimitDialog::check);
  connect(m_accept, &QPushButton::clicked, this, &QDialog::accept);
  connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void LimitDialog::showLimit(const risk::RiskLimit& limit)
{
  const auto rules = risk::limitRules();
  const auto at = std::ranges::find(rules, limit.rule, &risk::LimitRule::id);
  m_rule->setCurrentIndex(at == rules.end() ? 0 : static_cast<int>(at - rules.begin()));
  fillUnits();
  if (!limit.rule.empty())
    choose(m_unit, static_cast<int>(limit.unit));
  m_number->setValue(limit.limit.toDouble() * (isPercent() ? 100 : 1));
  fillActions(m_action);
  fillActions(m_unknown);
  choose(m_action, static_cast<int>(limit.action));
  choose(m_unknown, static_cast<int>(limit.whenUnknown));
  m_warns->setChecked(!limit.warnAt.isZero());
  m_warnAt->setValue(limit.warnAt.isZero() ? 80 : limit.warnAt.toDouble() * 100);
  if (rule().hasThreshold && !limit.rule.empty())
    m_threshold->setValue(limit.threshold.toDouble());
  m_account->setText(QString::fromStdString(limit.scope.account));
  m_strategy->setText(QString::fromStdString(limit.scope.strategy));
  m_tag->setText(QString::fromStdString(limit.scope.tag));
}

const risk::LimitRule& LimitDialog::rule() const
{
  return risk::limitRules()[static_cast<std::size_t>(std::max(0, m_rule->currentIndex()))];
}

risk::LimitUnit LimitDialog::unit() const
{
  return enumOf<LimitUnit>(m_unit);
}

bool LimitDialog::isPercent() const
{
  return unit() == LimitUnit::OfEquity || unit() == LimitUnit::Fraction;
}

void LimitDialog::fillRules()
{
  const QSignalBlocker silent(m_rule);
  const int chosen = std::max(0, m_rule->currentIndex());
  m_rule->clear();
  for (const risk::LimitRule& one : risk::limitRules())
    m_rule->addItem(ruleText(one.id));
  m_rule->setCurrentIndex(chosen);
}

void LimitDialog::fillUnits()
{
  const QSignalBlocker silent(m_unit);
  const QVariant chosen = m_unit->currentData();
  m_unit->clear();
  for (const LimitUnit one : rule().units)
    m_unit->addItem(unitText(one), static_cast<int>(one));
  m_unit->setCurrentIndex(std::max(0, m_unit->findData(chosen)));
}

Result<risk::RiskLimit> LimitDialog::limit() const
{
  risk::RiskLimit made;
  made.rule = rule().id;
  made.unit = unit();
  const double percent = isPercent() ? 100 : 1;
  made.limit = decimalOf(m_number->value() / percent);
  made.action = enumOf<LimitAction>(m_action);
  made.whenUnknown = enumOf<LimitAction>(m_unknown);
  if (m_warns->isChecked())
    made.warnAt = decimalOf(m_warnAt->value() / 100);
  if (rule().hasThreshold)
    made.threshold = decimalOf(m_threshold->value());
  made.scope.account = m_account->text().trimmed().toStdString();
  made.scope.strategy = m_strategy->text().trimmed().toStdString();
  made.scope.tag = m_tag->text().trimmed().toStdString();
  risk::RiskLimits document;
  document.limits = {made};
  ZVT_TRY(document, risk::riskLimitsFromJson(risk::toJson(document)));
  return document.limits.front();
}

void LimitDialog::check()
{
  m_form->setRowVisible(m_threshold, rule().hasThreshold);
  m_warnAt->setEnabled(m_warns->isChecked());
  const auto made = limit();
  m_note->setNote(widgets::NoteKind::Error, made ? QString() : widgets::Language::current().describe(made.error()));
  m_note->setVisible(!made);
  m_accept->setEnabled(made.has_value());
}

void LimitDialog::retranslate()
{
  setWindowTitle(m_isNew ? Tr::tr("New limit") : Tr::tr("Edit the limit"));
  fillRules();
  fillUnits();
  fillActions(m_action);
  fillActions(m_unknown);
  m_labels.retranslate();
  m_warns->setText(Tr::tr("Warn from"));
  m_warnAt->setSuffix(Tr::tr(" % of it on"));
  m_warnAt->setAccessibleName(Tr::tr("Warn from"));
  m_unit->setAccessibleName(Tr::tr("Unit"));
  m_account->setPlaceholderText(Tr::tr("all accounts"));
  m_strategy->setPlaceholderText(Tr::tr("all strategies"));
  m_tag->setPlaceholderText(Tr::tr("all securities"));
  m_threshold->setToolTip(
      Tr::tr("From which correlation on two securities move together, or how many orders a day has before "
             "their cancels count"));
  m_unknown->setToolTip(Tr::tr("What is done with an order that enlarges a position while a price, an industry or a "
                               "correlation is not known"));
  m_accept->setText(m_isNew ? Tr::tr("Add the limit") : Tr::tr("Apply"));
  m_cancel->setText(Tr::tr("Cancel"));
}

void LimitDialog::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange) {
    retranslate();
    check();
  }
  QDialog::changeEvent(event);
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alert/alert_dialog.h"

#include "core/alert/exchange_zone.h"
#include "core/base/clock.h"
#include "core/factor/formula_library.h"
#include "core/market/entity.h"
#include "ui/alert/alert_condition_pages.h"
#include "ui/alert/alert_text.h"
#include "ui/factor/formula_edit.h"
#include "ui/factor/saved_formulas.h"
#include "ui/shell/entity_text.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace zvt::ui {

using namespace zvt::alert;

namespace {

constexpr int kWidth = 520;

/// As people write it: 600000.SH; the id itself where that would be read as another one.
QString typedCodeOf(const std::string& entityId)
{
  const QString code = codeOf(entityId);
  const auto read = market::parseCode(code.toStdString());
  return read && read->toString() == entityId ? code : QString::fromStdString(entityId);
}

}

AlertDialog::AlertDialog(const Context& context, const Alert& alert, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_alert(alert)
    , m_saved(new SavedFormulas(context, this))
{
  setObjectName(QStringLiteral("alertDialog"));
  setWindowIcon(widgets::icon(QStringLiteral("bell")));
  build();
  fillLists();
  showAlert(alert);
  retranslate();
  connect(m_saved, &SavedFormulas::changed, this, [this] {
    m_pages->formulaEdit()->setSaved(m_saved->snapshot());
    check();
  });
  m_saved->load();
  check();
  fitHeight();
}

void AlertDialog::fitHeight()
{
  layout()->activate();
  resize(std::max(kWidth, width()), sizeHint().height());
}

void AlertDialog::build()
{
  m_symbol = named(new QLineEdit(this), "alertSymbolEdit");
  m_name = new QLabel(this);
  m_kind = named(new QComboBox(this), "alertKindCombo");
  m_pages = new AlertConditionPages(m_labels, this);
  m_frequency = named(new QComboBox(this), "frequencyCombo");
  m_bar = named(new QComboBox(this), "frequencyBarCombo");
  m_pause = named(new QSpinBox(this), "pauseSpin");
  m_pause->setRange(0, 10'000);
  m_expires = named(new QCheckBox(this), "expiresCheck");
  m_expiry = timeIn(this, "expiryEdit");
  m_message = named(new QLineEdit(this), "alertMessageEdit");
  m_message->setMaxLength(500);
  m_sound = named(new QCheckBox(this), "alertSoundCheck");
  m_note = new widgets::Note(widgets::NoteKind::Error, {}, this);
  m_accept = named(new QPushButton(this), "acceptAlertButton");
  m_accept->setProperty("role", QStringLiteral("primary"));
  m_accept->setDefault(true);
  m_cancel = named(new QPushButton(this), "cancelAlertButton");
  m_cancel->setAutoDefault(false);

  auto* head = new QWidget(this);
  QFormLayout* first = formOf(head);
  m_labels.addRow(first, [] { return Tr::tr("Security"); }, besideEachOther(m_symbol, m_name));
  m_labels.addRow(first, [] { return Tr::tr("Kind"); }, m_kind);
  auto* rest = new QWidget(this);
  QFormLayout* last = formOf(rest);
  auto* often = new QWidget(this);
  auto* row = new QHBoxLayout(often);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  for (QWidget* part :
      {static_cast<QWidget*>(m_frequency), static_cast<QWidget*>(m_bar), static_cast<QWidget*>(m_pause)})
    row->addWidget(part, 1);
  often->setFocusProxy(m_frequency);
  m_labels.addRow(last, [] { return Tr::tr("Tells"); }, often);
  last->addRow(QString(), besideEachOther(m_expires, m_expiry));
  m_labels.addRow(last, [] { return Tr::tr("Message"); }, m_message);
  last->addRow(QString(), m_sound);
  auto* foot = new QHBoxLayout;
  foot->setSpacing(8);
  foot->addStretch(1);
  foot->addWidget(m_accept);
  foot->addWidget(m_cancel);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(16, 12, 16, 12);
  layout->setSpacing(12);
  layout->addWidget(head);
  layout->addWidget(m_pages);
  layout->addWidget(rest);
  layout->addStretch(1);
  layout->addWidget(m_note);
  layout->addLayout(foot);

  connect(m_kind, &QComboBox::currentIndexChanged, m_pages, &QStackedWidget::setCurrentIndex);
  connect(m_pages, &AlertConditionPages::edited, this, &AlertDialog::check);
  for (QComboBox* combo : {m_kind, m_frequency, m_bar})
    connect(combo, &QComboBox::currentIndexChanged, this, &AlertDialog::check);
  connect(m_kind, &QComboBox::currentIndexChanged, this, &AlertDialog::fitHeight);
  connect(m_pause, &QSpinBox::valueChanged, this, &AlertDialog::check);
  for (QCheckBox* box : {m_expires, m_sound})
    connect(box, &QCheckBox::toggled, this, &AlertDialog::check);
  connect(m_expiry, &QDateTimeEdit::dateTimeChanged, this, &AlertDialog::check);
  connect(m_symbol, &QLineEdit::textChanged, this, &AlertDialog::check);
  connect(m_accept, &QPushButton::clicked, this, &QDialog::accept);
  connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void AlertDialog::fillLists()
{
  fillEnum<int>(m_kind, 5, [](int kind) {
    const Condition each[]{PriceCondition(), ChangeCondition(), LineCondition(), FormulaCondition(), HealthCondition()};
    return kindText(each[kind]);
  });
  fillEnum<Frequency>(m_frequency, 3, frequencyText);
  fillLevels(m_bar);
  m_pages->fillLists();
}

void AlertDialog::showAlert(const Alert& alert)
{
  const TimeZone zone = zoneOf(alert.entityId);
  const Timestamp now = m_context.clock != nullptr ? m_context.clock->now() : SystemClock().now();
  m_symbol->setText(typedCodeOf(alert.entityId));
  choose(m_kind, static_cast<int>(alert.condition.index()));
  m_expiry->setDateTime(clockOf(now + Duration::hours(24 * 30), zone));
  m_pages->showCondition(alert.condition, zone, now);
  choose(m_frequency, static_cast<int>(alert.frequency));
  choose(m_bar, static_cast<int>(alert.bar));
  m_pause->setValue(static_cast<int>(alert.pause.micros / 60'000'000));
  m_expires->setChecked(alert.expires.has_value());
  if (alert.expires)
    m_expiry->setDateTime(clockOf(*alert.expires, zone));
  m_message->setText(QString::fromStdString(alert.message));
  m_sound->setChecked(!alert.sound.empty());
}

FormulaEdit* AlertDialog::formulaEdit() const
{
  return m_pages->formulaEdit();
}

std::string AlertDialog::entityId() const
{
  const std::string text = m_symbol->text().trimmed().toStdString();
  if (market::EntityId::parse(text))
    return text;
  const auto table = m_context.entities ? m_context.entities() : nullptr;
  for (const market::EntityId& reading : market::readCode(text))
    if (table && table->find(reading.toString()))
      return reading.toString();
  const auto likeliest = market::parseCode(text);
  return likeliest ? likeliest->toString() : text;
}

Alert AlertDialog::alert() const
{
  Alert made = m_alert;
  made.entityId = entityId();
  made.condition = m_pages->condition(m_alert.condition, zoneOf(made.entityId));
  made.frequency = enumOf<Frequency>(m_frequency);
  made.bar = enumOf<market::BarLevel>(m_bar);
  made.pause = Duration::minutes(m_pause->value());
  made.expires.reset();
  if (m_expires->isChecked())
    made.expires = timeOf(m_expiry, zoneOf(made.entityId));
  made.message = m_message->text().trimmed().toStdString();
  made.sound = m_sound->isChecked() ? "default" : "";
  return made;
}

QString AlertDialog::problem() const
{
  const auto sound = alert::check(alert(), &m_saved->library());
  return sound ? QString() : widgets::Language::current().describe(sound.error());
}

void AlertDialog::check()
{
  const std::string id = entityId();
  m_name->setText(market::EntityId::parse(id) ? nameOf(m_context, id) : QString());
  const auto frequency = enumOf<Frequency>(m_frequency);
  m_bar->setVisible(frequency == Frequency::OncePerBar);
  m_pause->setVisible(frequency == Frequency::EveryTime);
  m_pages->enableFields();
  m_expiry->setEnabled(m_expires->isChecked());
  // Nothing typed yet is no mistake.
  const bool isEmpty = m_symbol->text().trimmed().isEmpty()
      || (m_pages->currentIndex() == AlertConditionPages::FormulaPage && m_pages->formulaEdit()->formula().empty());
  const QString told = isEmpty ? QString() : problem();
  m_note->setNote(widgets::NoteKind::Error, told);
  m_note->setVisible(!told.isEmpty());
  m_accept->setEnabled(!isEmpty && told.isEmpty());
}

void AlertDialog::retranslate()
{
  setWindowTitle(m_alert.id.empty() ? Tr::tr("New alert") : Tr::tr("Edit the alert"));
  fillLists();
  m_labels.retranslate();
  m_pages->retranslate();
  m_bar->setAccessibleName(Tr::tr("Bars"));
  m_pause->setAccessibleName(Tr::tr("Minutes between two times"));
  m_pause->setSuffix(Tr::tr(" min apart"));
  m_expiry->setAccessibleName(Tr::tr("Expires"));
  m_symbol->setPlaceholderText(Tr::tr("Code, as 600000"));
  m_expires->setText(Tr::tr("Expires"));
  m_sound->setText(Tr::tr("With a sound"));
  m_message->setPlaceholderText(Tr::tr("Your words, shown with the alert"));
  m_accept->setText(m_alert.id.empty() ? Tr::tr("Add the alert") : Tr::tr("Apply"));
  m_cancel->setText(Tr::tr("Cancel"));
}

void AlertDialog::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange) {
    retranslate();
    check();
  }
  QDialog::changeEvent(event);
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/schema_field.h"

#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/segmented_control.h"
#include "widgets/base/theme.h"
#include "widgets/base/tr.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QSpinBox>
#include <QToolButton>

#include <cmath>

namespace zvt::widgets {

namespace {

constexpr int kDirtyMark = 6;
constexpr int kDirtyColumn = 12;
constexpr std::size_t kMaxSegments = 5;

QString textOf(const ParamValue& value)
{
  return QString::fromStdString(toText(value));
}

QString choiceText(const ParamChoice& choice)
{
  return choice.label.empty() ? QString::fromStdString(choice.value) : Language::current().text(choice.label);
}

int decimalsOf(const ParamSpec& spec)
{
  return spec.step ? std::max(1, decimalsOfTick(*spec.step)) : 4;
}

}

SchemaField::SchemaField(const ParamSchema& schema, const ParamSpec& spec, QWidget* parent, FormStyle style)
    : QWidget(parent)
    , m_schema(schema)
    , m_spec(spec)
    , m_style(style)
    , m_baseline(spec.defaultValue)
    , m_unit((new TextLabel({}, this))->setTone(TextTone::Muted))
    , m_help((new TextLabel({}, this))->setTone(TextTone::Muted)->setRole(static_cast<int>(FontRole::Caption)))
    , m_problem((new TextLabel({}, this))->setTone(TextTone::Error)->setRole(static_cast<int>(FontRole::Caption)))
    , m_undo(new QToolButton(this))
{
  m_undo->setIcon(icon(QStringLiteral("undo")));
  m_undo->setAutoRaise(true);
  m_undo->hide();
  connect(m_undo, &QToolButton::clicked, this, &SchemaField::undo);
  makeEditor();
  m_editor->setObjectName(QString::fromStdString(spec.key).replace(u'.', u'_') + QStringLiteral("Field"));
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  const bool fills = style == FormStyle::Narrow && spec.type != ParamType::Bool;
  row->addWidget(m_row ? m_row : m_editor, fills ? 1 : 0);
  row->addWidget(m_unit);
  row->addWidget(m_undo);
  if (style == FormStyle::Wide)
    row->addWidget(m_help, 1);
  else
    m_help->hide();
  row->addStretch(0);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kDirtyColumn, 0, 0, 0);
  layout->setSpacing(2);
  layout->addLayout(row);
  layout->addWidget(m_problem);
  m_problem->setWordWrap(true); // a long sentence must not widen the form
  m_problem->hide();
  setValue(spec.defaultValue);
  retranslate();
}

void SchemaField::makeEditor()
{
  switch (m_spec.type) {
  case ParamType::Bool: {
    auto* box = new QCheckBox(this);
    connect(box, &QCheckBox::toggled, this, &SchemaField::touched);
    m_read = [box]() -> Result<ParamValue> { return ParamValue(box->isChecked()); };
    m_write = [box](const ParamValue& value) { box->setChecked(value == ParamValue(true)); };
    m_editor = box;
    return;
  }
  case ParamType::Choice:
    m_editor = makeChoice();
    return;
  case ParamType::Int:
  case ParamType::Double:
    m_editor = makeNumber();
    return;
  default:
    m_editor = makeText();
  }
}

QWidget* SchemaField::makeChoice()
{
  if (m_style == FormStyle::Wide && m_spec.choices.size() <= kMaxSegments) {
    auto* segments = new SegmentedControl(this);
    for (const ParamChoice& choice : m_spec.choices)
      segments->addSegment(QString::fromStdString(choice.value), choiceText(choice));
    connect(segments, &SegmentedControl::chosen, this, &SchemaField::touched);
    m_read = [segments]() -> Result<ParamValue> { return ParamValue(segments->value().toStdString()); };
    m_write = [segments](const ParamValue& value) { segments->setValue(textOf(value)); };
    m_retranslate = [this, segments] {
      for (const ParamChoice& choice : m_spec.choices)
        segments->setSegmentText(QString::fromStdString(choice.value), choiceText(choice));
    };
    return segments;
  }
  auto* combo = new QComboBox(this);
  combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  combo->setMinimumContentsLength(m_style == FormStyle::Narrow ? 8 : 16);
  for (const ParamChoice& choice : m_spec.choices)
    combo->addItem(choiceText(choice), QString::fromStdString(choice.value));
  connect(combo, &QComboBox::currentIndexChanged, this, &SchemaField::touched);
  m_read = [combo]() -> Result<ParamValue> { return ParamValue(combo->currentData().toString().toStdString()); };
  m_write = [combo](const ParamValue& value) { combo->setCurrentIndex(combo->findData(textOf(value))); };
  m_retranslate = [this, combo] {
    for (std::size_t i = 0; i < m_spec.choices.size(); ++i)
      combo->setItemText(static_cast<int>(i), choiceText(m_spec.choices[i]));
  };
  return combo;
}

QWidget* SchemaField::makeNumber()
{
  // The spin boxes allow more than the schema does: what is out of range is shown with its reason, not silently cut.
  if (m_spec.type == ParamType::Int) {
    auto* spin = new QSpinBox(this);
    spin->setRange(std::numeric_limits<int>::min(), std::numeric_limits<int>::max());
    spin->setSingleStep(m_spec.step ? static_cast<int>(*m_spec.step) : 1);
    m_style == FormStyle::Narrow ? spin->setMinimumWidth(80) : spin->setFixedWidth(110);
    spin->setAlignment(Qt::AlignRight);
    connect(spin, &QSpinBox::valueChanged, this, &SchemaField::touched);
    m_read = [spin]() -> Result<ParamValue> { return ParamValue(static_cast<std::int64_t>(spin->value())); };
    m_write = [spin](const ParamValue& value) {
      const auto* number = std::get_if<std::int64_t>(&value);
      spin->setValue(number ? static_cast<int>(*number) : 0);
    };
    return spin;
  }
  auto* spin = new QDoubleSpinBox(this);
  spin->setRange(-1e15, 1e15);
  spin->setDecimals(decimalsOf(m_spec));
  spin->setSingleStep(m_spec.step.value_or(0.1));
  m_style == FormStyle::Narrow ? spin->setMinimumWidth(80) : spin->setFixedWidth(130);
  spin->setAlignment(Qt::AlignRight);
  connect(spin, &QDoubleSpinBox::valueChanged, this, &SchemaField::touched);
  m_read = [spin]() -> Result<ParamValue> { return ParamValue(spin->value()); };
  m_write = [spin](const ParamValue& value) {
    const auto* number = std::get_if<double>(&value);
    const auto* integer = std::get_if<std::int64_t>(&value);
    spin->setValue(number ? *number : integer ? static_cast<double>(*integer) : 0);
  };
  return spin;
}

QWidget* SchemaField::makeText()
{
  auto* line = new QLineEdit(this);
  const bool isShort = m_spec.type == ParamType::Decimal || m_spec.type == ParamType::Date;
  line->setMinimumWidth(m_style == FormStyle::Narrow ? 80 : isShort ? 110 : 240);
  if (m_spec.type == ParamType::Decimal)
    line->setAlignment(Qt::AlignRight);
  if (m_spec.type == ParamType::Secret)
    line->setEchoMode(QLineEdit::Password);
  connect(line, &QLineEdit::textChanged, this, &SchemaField::touched);
  m_read = [this, line]() -> Result<ParamValue> {
    const std::string text = line->text().trimmed().toStdString();
    // What has no default, or an empty one, may stay unset.
    if (text.empty() && toText(m_spec.defaultValue).empty())
      return m_spec.defaultValue;
    return m_schema.parse(m_spec.key, text);
  };
  m_write = [line](const ParamValue& value) { line->setText(textOf(value)); };
  if (m_spec.type != ParamType::File && m_spec.type != ParamType::Folder)
    return line;
  m_row = new QWidget(this);
  auto* layout = new QHBoxLayout(m_row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(line, 1);
  m_browse = new QToolButton(m_row);
  m_browse->setObjectName(QStringLiteral("browseButton"));
  m_browse->setIcon(icon(QStringLiteral("folder")));
  m_browse->hide();
  layout->addWidget(m_browse);
  connect(m_browse, &QToolButton::clicked, this, [this, line] {
    const QString path = m_choosePath(this, m_spec.type, line->text());
    if (!path.isEmpty())
      line->setText(path);
  });
  m_retranslate = [browse = m_browse] {
    browse->setToolTip(Tr::tr("Choose…"));
    browse->setAccessibleName(browse->toolTip());
  };
  return line;
}

void SchemaField::setPathChooser(PathChooser choose)
{
  m_choosePath = std::move(choose);
  if (m_browse)
    m_browse->setVisible(bool(m_choosePath));
}

Result<ParamValue> SchemaField::value() const
{
  ZVT_TRY(ParamValue raw, m_read());
  if (raw == ParamValue() || (toText(raw).empty() && raw == m_spec.defaultValue))
    return raw;
  return m_schema.check(m_spec.key, raw);
}

QString SchemaField::problem() const
{
  return m_problem->text();
}

void SchemaField::setValue(const ParamValue& value)
{
  m_writing = true;
  m_write(value);
  m_writing = false;
  touched();
}

void SchemaField::setBaseline(const ParamValue& value)
{
  m_baseline = value;
  setValue(value);
}

void SchemaField::touched()
{
  if (m_writing)
    return;
  const Result<ParamValue> now = value();
  m_valid = now.has_value();
  m_dirty = !m_valid || toText(*now) != toText(m_baseline);
  m_problem->setVisible(!m_valid);
  m_problem->setText(m_valid ? QString() : Language::current().describe(now.error()));
  m_editor->setProperty("invalid", !m_valid);
  m_editor->setProperty("dirty", m_dirty && m_valid);
  m_editor->update();
  m_undo->setVisible(m_dirty);
  update();
  Q_EMIT stateChanged();
  if (m_valid)
    Q_EMIT edited(*now);
}

void SchemaField::retranslate()
{
  const Language& language = Language::current();
  const auto text = [&](const std::string& key) { return key.empty() ? QString() : language.text(key); };
  m_unit->setText(text(m_spec.unit));
  m_unit->setVisible(!m_spec.unit.empty());
  QString help = text(m_spec.help);
  if (m_spec.restartNeeded)
    help += (help.isEmpty() ? QString() : QStringLiteral("  ")) + Tr::tr("Takes effect at the next start");
  m_help->setText(help);
  m_undo->setToolTip(Tr::tr("Back to %1").arg(textOf(m_baseline)));
  m_undo->setAccessibleName(Tr::tr("Undo"));
  m_editor->setAccessibleName(text(m_spec.label));
  m_editor->setAccessibleDescription(help);
  if (m_style == FormStyle::Narrow)
    setToolTip(help);
  if (m_retranslate)
    m_retranslate();
  if (!m_valid)
    m_problem->setText(language.describe(value().error()));
}

void SchemaField::paintEvent(QPaintEvent*)
{
  if (!m_dirty)
    return;
  QPainter painter(this);
  const int middle = m_editor->mapTo(this, QPoint(0, m_editor->height() / 2)).y();
  painter.fillRect(QRect(0, middle - kDirtyMark / 2, kDirtyMark, kDirtyMark), Theme::current().colors().accent.line);
}

}

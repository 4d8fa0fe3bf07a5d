// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/schema_form.h"

#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/schema_field.h"
#include "widgets/base/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>

#include <algorithm>

namespace zvt::widgets {

SchemaForm::SchemaForm(ParamSchema schema, QWidget* parent, FormStyle style)
    : QWidget(parent)
    , m_schema(std::make_unique<const ParamSchema>(std::move(schema)))
{
  auto* grid = new QGridLayout(this);
  const Metrics& m = Theme::current().metrics();
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setVerticalSpacing(m.formRowGap);
  grid->setHorizontalSpacing(4);
  grid->setColumnStretch(1, 1);
  int row = 0;
  for (const ParamSpec& spec : m_schema->specs()) {
    const bool newGroup = !spec.group.empty() && (m_groups.empty() || m_groups.back().key != spec.group);
    if (newGroup) {
      auto* head = new GroupHead({}, this);
      grid->addWidget(head, row++, 0, 1, 2);
      m_groups.push_back({spec.group, head});
    }
    auto* label = (new TextLabel({}, this))->setTone(TextTone::Secondary);
    label->setMinimumHeight(m.control);
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    label->setMinimumWidth(style == FormStyle::Narrow ? 84 : 120);
    auto* field = new SchemaField(*m_schema, spec, this, style);
    label->setBuddy(field->editor());
    grid->addWidget(label, row, 0, Qt::AlignTop);
    grid->addWidget(field, row++, 1);
    connect(field, &SchemaField::edited, this,
        [this, key = QString::fromStdString(spec.key)](const ParamValue& value) { Q_EMIT edited(key, value); });
    connect(field, &SchemaField::stateChanged, this, &SchemaForm::stateChanged);
    m_rows.push_back({spec.group, label, field});
  }
  grid->setRowStretch(row, 1);
  retranslate();
}

SchemaForm::~SchemaForm()
{
  // The fields refer to m_schema and must go before it.
  for (const Row& row : m_rows)
    delete row.field;
}

void SchemaForm::setValues(const Values& values)
{
  for (const Row& row : m_rows) {
    const auto found = values.find(row.field->spec().key);
    row.field->setBaseline(found == values.end() ? row.field->spec().defaultValue : found->second);
  }
  retranslate();
}

SchemaForm::Values SchemaForm::values() const
{
  Values values;
  for (const Row& row : m_rows)
    if (auto value = row.field->value())
      values.emplace(row.field->spec().key, *std::move(value));
  return values;
}

int SchemaForm::dirtyCount() const
{
  return static_cast<int>(
      std::count_if(m_rows.begin(), m_rows.end(), [](const Row& row) { return row.field->isDirty(); }));
}

bool SchemaForm::isValid() const
{
  return std::all_of(m_rows.begin(), m_rows.end(), [](const Row& row) { return row.field->isValid(); });
}

QString SchemaForm::problem() const
{
  for (const Row& row : m_rows)
    if (!row.field->isValid())
      return row.label->text() + QStringLiteral(": ") + row.field->problem();
  return {};
}

void SchemaForm::focusProblem()
{
  for (const Row& row : m_rows)
    if (!row.field->isValid()) {
      row.field->editor()->setFocus();
      return;
    }
}

SchemaField* SchemaForm::field(std::string_view key) const
{
  for (const Row& row : m_rows)
    if (row.field->spec().key == key)
      return row.field;
  return nullptr;
}

void SchemaForm::setPathChooser(const PathChooser& choose)
{
  for (const Row& row : m_rows)
    row.field->setPathChooser(choose);
}

void SchemaForm::undoAll()
{
  for (const Row& row : m_rows)
    row.field->undo();
}

void SchemaForm::setToDefaults()
{
  for (const Row& row : m_rows)
    row.field->setValue(row.field->spec().defaultValue);
}

int SchemaForm::setFilter(const QString& text)
{
  const Language& language = Language::current();
  int shown = 0;
  for (const Row& row : m_rows) {
    const ParamSpec& spec = row.field->spec();
    const bool fits = text.isEmpty() || row.label->text().contains(text, Qt::CaseInsensitive)
        || QString::fromStdString(spec.key).contains(text, Qt::CaseInsensitive)
        || (!spec.help.empty() && language.text(spec.help).contains(text, Qt::CaseInsensitive))
        || (!spec.group.empty() && language.text(spec.group).contains(text, Qt::CaseInsensitive));
    row.label->setVisible(fits);
    row.field->setVisible(fits);
    shown += fits ? 1 : 0;
  }
  for (const Group& group : m_groups)
    group.head->setVisible(std::any_of(m_rows.begin(), m_rows.end(),
        [&](const Row& row) { return row.group == group.key && !row.field->isHidden(); }));
  return shown;
}

void SchemaForm::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QWidget::changeEvent(event);
}

void SchemaForm::retranslate()
{
  const Language& language = Language::current();
  for (const Group& group : m_groups)
    group.head->setText(language.text(group.key));
  for (const Row& row : m_rows) {
    row.label->setText(language.text(row.field->spec().label));
    row.field->retranslate();
  }
}

}

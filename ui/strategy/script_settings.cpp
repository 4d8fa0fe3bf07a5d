// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strategy/script_settings.h"

#include "ui/shell/tr.h"
#include "ui/strategy/script_editor.h"
#include "widgets/base/schema_form.h"
#include "widgets/base/theme.h"

#include <QScrollArea>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace zvt::ui {

namespace {

bool isSame(const ParamSchema& a, const ParamSchema& b)
{
  return std::ranges::equal(a.specs(), b.specs(), [](const ParamSpec& one, const ParamSpec& other) {
    return one.key == other.key && one.type == other.type && one.defaultValue == other.defaultValue;
  });
}

}

ScriptSettings::ScriptSettings(ScriptEditor& editor, QWidget* parent)
    : SettingsPane(QStringLiteral("resetSettingsButton"), parent)
    , m_editor(editor)
{
  connect(m_reset, &QToolButton::clicked, &m_editor, &ScriptEditor::resetSettings);
  connect(&m_editor, &ScriptEditor::opened, this, &ScriptSettings::drop);
  connect(&m_editor, &ScriptEditor::checked, this, &ScriptSettings::follow);
  connect(&m_editor, &ScriptEditor::settingsChanged, this, &ScriptSettings::fill);
  connect(&m_editor, &ScriptEditor::stateChanged, this, &ScriptSettings::retranslate);
  connect(&widgets::Theme::current(), &widgets::Theme::changed, this, &ScriptSettings::retranslate);
  retranslate();
}

/// The form of another script would pass for this one's.
void ScriptSettings::drop()
{
  m_code = nullptr;
  if (m_form == nullptr)
    return;
  m_form->disconnect(this); // a field that loses the keyboard tells what stands in it
  m_area->takeWidget();
  std::exchange(m_form, nullptr)->deleteLater(); // one of its fields may be what called us
}

void ScriptSettings::follow()
{
  const OpenCodePtr& code = m_editor.code();
  if (!code) // what it said before stays until it can be read again
    return;
  const bool isOther = !m_code || !isSame(m_code->schema, code->schema);
  m_code = code;
  if (isOther)
    rebuild();
  else
    fill();
}

void ScriptSettings::rebuild()
{
  m_form = new widgets::SchemaForm(m_code->schema, nullptr, widgets::FormStyle::Narrow);
  m_form->setObjectName(QStringLiteral("scriptSettingsForm"));
  m_area->setWidget(m_form);
  m_form->setValues({});
  fill();
  connect(m_form, &widgets::SchemaForm::edited, this, [this](const QString& key, const ParamValue& value) {
    if (!m_writing)
      m_editor.setSetting(key.toStdString(), toText(value));
  });
}

void ScriptSettings::fill()
{
  if (m_form == nullptr)
    return;
  m_writing = true;
  const auto& changed = m_editor.changedSettings();
  for (const ParamSpec& spec : m_form->schema().specs()) {
    widgets::SchemaField* field = m_form->field(spec.key);
    const auto found = changed.find(spec.key);
    const std::string wanted = found != changed.end() ? found->second : toText(spec.defaultValue);
    // What the user is typing stays as it is: the cursor would jump. What is not valid is in the form alone.
    if (const auto now = field->value(); now && toText(*now) != wanted)
      if (const auto value = m_form->schema().parse(spec.key, wanted))
        field->setValue(*value);
  }
  m_writing = false;
  retranslate();
}

void ScriptSettings::retranslate()
{
  setHead(QStringLiteral("settings"), Tr::tr("Settings"), m_editor.fileName(),
      Tr::tr("What the script declares. A value that is changed here goes with each run and sweep; the file "
             "stays as it is."));
  m_reset->setToolTip(Tr::tr("All settings back to what the script declares"));
  m_reset->setAccessibleName(m_reset->toolTip());
  m_reset->setEnabled(!m_editor.changedSettings().empty());
}

}

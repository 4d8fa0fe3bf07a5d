// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strategy/parameters_pane.h"

#include "core/strategy/node_catalog.h"
#include "ui/shell/tr.h"
#include "ui/strategy/graph_view.h"
#include "ui/strategy/strategy_editor.h"
#include "widgets/base/language.h"
#include "widgets/base/schema_form.h"
#include "widgets/base/theme.h"

#include <QScrollArea>
#include <QToolButton>

namespace zvt::ui {

namespace {

const strategy::NodeSpec* specOf(const std::string& type)
{
  return strategy::NodeCatalog::builtin().find(type);
}

}

ParametersPane::ParametersPane(StrategyEditor& editor, QWidget* parent)
    : SettingsPane(QStringLiteral("resetParametersButton"), parent)
    , m_editor(editor)
{
  connect(m_reset, &QToolButton::clicked, this, [this] { m_form->setToDefaults(); });
  connect(&m_editor, &StrategyEditor::changed, this, &ParametersPane::follow);
  connect(&widgets::Theme::current(), &widgets::Theme::changed, this, &ParametersPane::writeHead);
  rebuild();
}

void ParametersPane::showNode(const std::string& node)
{
  if (node == m_node)
    return;
  m_node = node;
  rebuild();
}

void ParametersPane::rebuild()
{
  const strategy::Node* node = m_editor.document().findNode(m_node);
  if (node == nullptr)
    m_node.clear();
  m_type = node != nullptr ? node->type : std::string();
  const strategy::NodeSpec* spec = node != nullptr ? specOf(node->type) : nullptr;
  const ParamSchema schema = node == nullptr ? strategy::runSchema() : spec ? spec->params : ParamSchema();
  m_form = new widgets::SchemaForm(schema, nullptr, widgets::FormStyle::Narrow);
  m_form->setObjectName(QStringLiteral("parametersForm"));
  m_area->setWidget(m_form);
  follow();
  connect(m_form, &widgets::SchemaForm::edited, this, [this](const QString& key, const ParamValue& value) {
    if (!m_writing)
      m_editor.setParameter(m_node, key.toStdString(), value);
  });
  writeHead();
}

void ParametersPane::follow()
{
  const strategy::Node* node = m_editor.document().findNode(m_node);
  if ((node != nullptr ? node->type : std::string()) != m_type) {
    rebuild();
    return;
  }
  const auto shown = m_form->values();
  widgets::SchemaForm::Values values;
  bool differs = false;
  for (const ParamSpec& spec : m_form->schema().specs()) {
    const ParamValue value = m_editor.parameter(m_node, spec.key);
    const auto now = shown.find(spec.key);
    // What is not valid is in the form alone.
    differs = differs || (now != shown.end() && toText(now->second) != toText(value));
    values.emplace(spec.key, value);
  }
  // What the user is typing stays as it is: the cursor would jump.
  if (!differs)
    return;
  m_writing = true;
  m_form->setValues(values);
  m_writing = false;
}

void ParametersPane::writeHead()
{
  const strategy::NodeSpec* spec = m_type.empty() ? nullptr : specOf(m_type);
  const QString type = QString::fromStdString(m_type);
  setHead(m_type.empty() ? QStringLiteral("settings") : nodeIcon(m_type),
      m_type.empty() ? Tr::tr("Run settings") : nodeTitle(m_editor.document(), m_node),
      m_type.empty()         ? QString::fromStdString(m_editor.document().name)
          : m_type == m_node ? type
                             : QString::fromStdString(m_node) + QStringLiteral("  ") + type,
      spec != nullptr ? widgets::Language::current().text(spec->help)
                      : Tr::tr("What every node of the run shares. Choose a node to see its own parameters."));
  m_reset->setToolTip(Tr::tr("All parameters back to their defaults"));
  m_reset->setAccessibleName(m_reset->toolTip());
}

void ParametersPane::retranslate()
{
  writeHead();
}

}

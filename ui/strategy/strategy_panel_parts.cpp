// SPDX-License-Identifier: GPL-3.0-or-later
// What the strategy panel is put together from.
#include "ui/shell/tr.h"
#include "ui/strategy/strategy_panel.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/theme.h"
#include "widgets/nodegraph/node_canvas.h"
#include "widgets/table/data_table.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

namespace zvt::ui {

namespace {

constexpr double kZoomStep = 1.25;

}

QToolButton* StrategyPanel::addTool(QHBoxLayout* row, const char* name, const QString& icon, QString (*text)(),
    const QKeySequence& shortcut, std::function<void()> run)
{
  auto* button = new QToolButton(row->parentWidget());
  button->setObjectName(QLatin1String(name));
  button->setIcon(widgets::icon(icon));
  button->setAutoRaise(true);
  row->addWidget(button);
  connect(button, &QToolButton::clicked, this, run);
  if (!shortcut.isEmpty()) {
    auto* key = new QShortcut(shortcut, this);
    key->setContext(Qt::WidgetWithChildrenShortcut);
    connect(key, &QShortcut::activated, this, run);
  }
  m_tools.push_back({button, text, false});
  return button;
}

QWidget* StrategyPanel::makeToolBar(QWidget* content)
{
  auto* bar = new QWidget(content);
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(8, 3, 8, 3);
  row->setSpacing(4);
  m_name = new widgets::TextLabel({}, bar);
  m_name->setObjectName(QStringLiteral("strategyNameLabel"));
  m_name->setRole(static_cast<int>(widgets::FontRole::Heading), true);
  m_dirty = new widgets::TextLabel(QStringLiteral("*"), bar);
  m_dirty->setObjectName(QStringLiteral("dirtyMark"));
  m_dirty->setTone(widgets::TextTone::Accent)->setRole(static_cast<int>(widgets::FontRole::Heading), true);
  row->addWidget(m_name);
  row->addWidget(m_dirty);
  row->addSpacing(12);
  addTool(
      row, "newScriptButton", QStringLiteral("plus"), [] { return Tr::tr("New script"); }, {},
      [this] { askAndStart(true); });
  addTool(
      row, "openButton", QStringLiteral("folder"), [] { return Tr::tr("Open…"); }, QKeySequence::Open,
      [this] { askAndOpen(); });
  addTool(
      row, "saveButton", QStringLiteral("save"), [] { return Tr::tr("Save"); }, QKeySequence::Save, [this] { save(); });
  addTool(
      row, "saveAsButton", QStringLiteral("export"), [] { return Tr::tr("Save as…"); }, QKeySequence::SaveAs,
      [this] { saveAs(); });
  row->addSpacing(12);
  m_undo = addTool(
      row, "undoButton", QStringLiteral("undo"), [] { return Tr::tr("Undo"); }, {}, // Ctrl+Z comes from the shell
      [this] { m_editor.undoStack().undo(); });
  m_redo = addTool(
      row, "redoButton", QStringLiteral("redo"), [] { return Tr::tr("Redo"); }, {},
      [this] { m_editor.undoStack().redo(); });
  row->addSpacing(12);
  const auto firstOfCanvas = m_tools.size();
  addTool(
      row, "zoomOutButton", QStringLiteral("minus"), [] { return Tr::tr("Zoom out"); }, {},
      [this] { m_canvas->zoomBy(1 / kZoomStep); });
  m_zoom = new widgets::TextLabel({}, bar);
  m_zoom->setMinimumWidth(40);
  m_zoom->setAlignment(Qt::AlignCenter);
  row->addWidget(m_zoom);
  addTool(
      row, "zoomInButton", QStringLiteral("plus"), [] { return Tr::tr("Zoom in"); }, {},
      [this] { m_canvas->zoomBy(kZoomStep); });
  addTool(
      row, "fitButton", QStringLiteral("fit"), [] { return Tr::tr("Show the whole strategy"); }, {},
      [this] { m_canvas->fit(); });
  for (auto tool = firstOfCanvas; tool < m_tools.size(); ++tool)
    m_tools[tool].isOfCanvas = true;
  row->addStretch(1);
  m_run = new QPushButton(bar);
  m_run->setObjectName(QStringLiteral("runBacktestButton"));
  m_run->setProperty("role", QStringLiteral("primary"));
  m_run->setIcon(widgets::icon(QStringLiteral("play"), widgets::Theme::current().colors().accent.onFill));
  row->addWidget(m_run);
  return bar;
}

QWidget* StrategyPanel::makeProblems(QWidget* content)
{
  auto* box = new QWidget(content);
  auto* layout = new QVBoxLayout(box);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  m_problemsTitle = new widgets::TextLabel({}, box);
  m_problemsTitle->setRole(static_cast<int>(widgets::FontRole::Body), true);
  m_problemsTitle->setContentsMargins(8, 5, 8, 5);
  m_problemsTitle->setProperty("surface", QStringLiteral("bar"));
  m_problemsTable = new widgets::DataTable(box);
  m_problemsTable->setObjectName(QStringLiteral("problemsTable"));
  m_problemsTable->setModel(&m_problems);
  m_problemsTable->setColumnWidth(ProblemModel::RuleColumn, 74);
  m_problemsTable->setColumnWidth(ProblemModel::TextColumn, 520);
  m_problemsTable->setColumnWidth(ProblemModel::PlaceColumn, 220);
  layout->addWidget(m_problemsTitle);
  layout->addWidget(m_problemsTable, 1);
  m_problemsBox = box;
  return box;
}

/// Another program has written to the file: what stands there, or what stands here?
QWidget* StrategyPanel::makeOutside(QWidget* content)
{
  m_outside = new QWidget(content);
  auto* row = new QHBoxLayout(m_outside);
  row->setContentsMargins(8, 4, 8, 4);
  row->setSpacing(8);
  m_outsideNote = new widgets::Note(widgets::NoteKind::Warning, {}, m_outside);
  m_takeOutside = new QPushButton(m_outside);
  m_takeOutside->setObjectName(QStringLiteral("takeOutsideButton"));
  m_keepMine = new QPushButton(m_outside);
  m_keepMine->setObjectName(QStringLiteral("keepMineButton"));
  row->addWidget(m_outsideNote, 1);
  row->addWidget(m_takeOutside);
  row->addWidget(m_keepMine);
  m_outside->hide();
  connect(m_takeOutside, &QPushButton::clicked, this, [this] {
    m_outside->hide();
    m_script->replaceText(m_outsideText);
    m_script->markSaved(m_script->file(), m_script->text());
  });
  connect(m_keepMine, &QPushButton::clicked, this, [this] {
    m_outside->hide();
    m_script->markSaved(m_script->file(), m_outsideText); // that is what would be overwritten, knowingly
  });
  return m_outside;
}

}

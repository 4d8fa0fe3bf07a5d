// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/template_feature.h"

#include "ui/chart/chart_panel.h"
#include "ui/chart/template_store.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/tr.h"
#include "widgets/base/icons.h"
#include "widgets/chart/chart_view.h"

#include <QMenu>
#include <QToolButton>
#include <QUndoStack>

#include <utility>

namespace zvt::ui {

namespace {

const QString kSuffix = QStringLiteral("zvtchart");

QString filterText()
{
  return Tr::tr("Chart templates (*.%1)").arg(kSuffix);
}

}

TemplateFeature::TemplateFeature(ChartPanel& owner)
    : ChartFeature(owner)
    , m_templates(owner.context().links != nullptr ? &ChartTemplates::of(owner.context()) : nullptr)
    , m_button(new QToolButton(&owner))
{
  m_button->setObjectName(QStringLiteral("templatesButton"));
  m_button->setIcon(widgets::icon(QStringLiteral("columns")));
  m_button->setAutoRaise(true);
  m_button->setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(m_button);
  m_button->setMenu(menu);
  connect(menu, &QMenu::aboutToShow, this, [this, menu] {
    menu->clear();
    fill(*menu);
  });
  owner.addTool(m_button);
  retranslate();
  if (m_templates == nullptr)
    return;
  connect(m_templates, &ChartTemplates::changed, this, &TemplateFeature::begin);
  // When everything is restored: what was kept says so itself.
  QMetaObject::invokeMethod(this, &TemplateFeature::begin, Qt::QueuedConnection);
}

void TemplateFeature::begin()
{
  if (m_isKept || m_templates == nullptr || !m_templates->isRead())
    return;
  m_isKept = true;
  const auto start = templateNamed(m_templates->list(), m_templates->list().start);
  if (m_templates->list().start.isEmpty() || !start || panel().undoStack()->count() > 0)
    return;
  apply(*start);
  panel().undoStack()->clear(); // it is how the chart began
}

QJsonObject TemplateFeature::saveState() const
{
  return {{QStringLiteral("begun"), true}};
}

void TemplateFeature::restoreState(const QJsonObject& state)
{
  m_isKept = m_isKept || !state.isEmpty();
}

void TemplateFeature::retranslate()
{
  m_button->setToolTip(Tr::tr("Templates: indicators, panes and style by name"));
  m_button->setAccessibleName(m_button->toolTip());
}

ChartTemplate TemplateFeature::current(const QString& name) const
{
  ChartTemplate made;
  made.name = name;
  made.indicators = panel().indicators();
  made.panes = panel().view()->panes();
  made.style = panel().look().style;
  made.scale = panel().look().scale;
  return made;
}

void TemplateFeature::apply(const ChartTemplate& wanted)
{
  panel().undoStack()->beginMacro(Tr::tr("Apply the template %1").arg(wanted.name));
  panel().chooseIndicators(wanted.indicators);
  widgets::PriceLook look = panel().look();
  look.style = wanted.style;
  look.scale = wanted.scale;
  panel().chooseLook(look);
  panel().view()->arrangePanes(wanted.panes);
  panel().undoStack()->endMacro();
}

void TemplateFeature::fill(QMenu& menu)
{
  const auto add = [&](const ChartTemplate& one) {
    QAction* action = menu.addAction(QString(one.name).replace(u'&', QStringLiteral("&&")));
    action->setCheckable(true);
    ChartTemplate mine = current(one.name);
    action->setChecked(mine == one);
    connect(action, &QAction::triggered, this, [this, one] { apply(one); });
  };
  if (m_templates && !m_templates->list().templates.empty()) {
    menu.addSection(Tr::tr("My templates"));
    for (const ChartTemplate& one : m_templates->list().templates)
      add(one);
  }
  menu.addSection(Tr::tr("Templates"));
  for (const ChartTemplate& one : builtInTemplates())
    add(one);
  if (m_templates == nullptr)
    return;
  menu.addSeparator();
  QAction* save = menu.addAction(
      widgets::icon(QStringLiteral("save")), Tr::tr("&Save as template…"), this, &TemplateFeature::saveAs);
  save->setObjectName(QStringLiteral("saveTemplateAction"));
  save->setEnabled(m_templates->isRead()); // before, it could not ask whether to replace one
  if (!m_templates->list().templates.empty())
    fillOwn(menu);
  menu.addAction(widgets::icon(QStringLiteral("import")), Tr::tr("&Import…"), this, &TemplateFeature::importFrom);
  fillStart(*menu.addMenu(Tr::tr("&New charts begin with")));
}

void TemplateFeature::fillOwn(QMenu& menu)
{
  const auto addMenu = [&](const char* icon, const QString& text, auto run) {
    QMenu* one = menu.addMenu(widgets::icon(QLatin1String(icon)), text);
    for (const ChartTemplate& own : m_templates->list().templates)
      one->addAction(own.name, this, [this, run, name = own.name] { (this->*run)(name); });
  };
  addMenu("pencil", Tr::tr("&Rename"), &TemplateFeature::rename);
  addMenu("trash", Tr::tr("&Delete"), &TemplateFeature::remove);
  addMenu("export", Tr::tr("&Export"), &TemplateFeature::exportTo);
}

void TemplateFeature::fillStart(QMenu& menu)
{
  const QString start = m_templates->list().start;
  const auto add = [&](const QString& text, const QString& name) {
    QAction* action = menu.addAction(text, this, [this, name] { setStart(name); });
    action->setCheckable(true);
    action->setChecked(name == start);
  };
  add(Tr::tr("Averages and MACD, as at first"), {});
  menu.addSeparator();
  for (const ChartTemplate& one : m_templates->list().templates)
    add(one.name, one.name);
  for (const ChartTemplate& one : builtInTemplates())
    add(one.name, documentName(one.name));
}

void TemplateFeature::fillMenu(QMenu& menu)
{
  QMenu* templates = menu.addMenu(widgets::icon(QStringLiteral("columns")), Tr::tr("Te&mplates"));
  templates->setObjectName(QStringLiteral("templatesMenu"));
  fill(*templates);
}

void TemplateFeature::saveAs()
{
  const QString name = dialogsOf(panel().context())
                           .askText(&panel(), Tr::tr("Save as template"), Tr::tr("Name"), Tr::tr("My chart"))
                           .trimmed();
  if (name.isEmpty())
    return;
  const bool isTaken = m_templates->list().find(name) != nullptr;
  if (isTaken
      && !dialogsOf(panel().context())
          .confirm(&panel(), Tr::tr("Save as template"), Tr::tr("There is a template “%1”. Replace it?").arg(name),
              Tr::tr("Replace")))
    return;
  m_templates->change([made = current(name)](ChartTemplateList& list) { list.put(made); });
}

void TemplateFeature::rename(const QString& name)
{
  Dialogs& dialogs = dialogsOf(panel().context());
  const QString wanted = dialogs.askText(&panel(), Tr::tr("Rename the template"), Tr::tr("Name"), name).trimmed();
  if (wanted.isEmpty() || wanted == name)
    return;
  if (ChartTemplateList tried = m_templates->list(); tried.rename(name, wanted))
    m_templates->change([name, wanted](ChartTemplateList& list) { list.rename(name, wanted); });
  else
    dialogs.tell(&panel(), widgets::NoteKind::Warning, Tr::tr("Rename the template"),
        Tr::tr("There is a template “%1” already.").arg(wanted));
}

void TemplateFeature::remove(const QString& name)
{
  if (!dialogsOf(panel().context())
          .confirm(&panel(), Tr::tr("Delete the template"), Tr::tr("Delete the template “%1”?").arg(name),
              Tr::tr("Delete"), true))
    return;
  m_templates->change([name](ChartTemplateList& list) { list.remove(name); });
}

void TemplateFeature::exportTo(const QString& name)
{
  const ChartTemplate* found = m_templates->list().find(name);
  if (found == nullptr)
    return;
  const ChartTemplate one = *found; // the list may change while the dialog is open
  const QString file =
      dialogsOf(panel().context()).saveFile(&panel(), {Tr::tr("Export the template"), name, filterText(), kSuffix});
  if (!file.isEmpty())
    m_templates->writeTo(file, one);
}

void TemplateFeature::importFrom()
{
  const QString file =
      dialogsOf(panel().context()).openFile(&panel(), {Tr::tr("Import templates"), {}, filterText(), kSuffix});
  if (!file.isEmpty())
    m_templates->importFrom(file);
}

void TemplateFeature::setStart(const QString& name)
{
  m_templates->change([name](ChartTemplateList& list) { list.start = name; });
}

}

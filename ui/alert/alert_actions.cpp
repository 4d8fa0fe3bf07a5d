// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alert/alert_actions.h"

#include "core/data/quote_hub.h"
#include "ui/alert/alert_dialog.h"
#include "ui/alert/alerts.h"
#include "ui/alert/alerts_panel.h"
#include "ui/shell/link_bus.h"
#include "ui/shell/panel.h"
#include "ui/shell/panel_keys.h"
#include "ui/shell/tr.h"

#include <cmath>

namespace zvt::ui {

namespace {

const QString kPanel = QStringLiteral("alerts");

/// The security of the panel that has the focus, else of the first colour.
QString securityInView(const Context& context)
{
  if (context.links == nullptr)
    return {};
  const Panel* panel = Panel::focused();
  const LinkColor color = panel != nullptr && panel->link() != LinkColor::None ? panel->link() : LinkColor::A;
  return context.links->current(color);
}

void openDialog(const Context& context, const alert::Alert& draft, QWidget* over)
{
  auto* dialog = new AlertDialog(context, draft, over);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  QObject::connect(dialog, &QDialog::accepted, context.alerts, [alerts = context.alerts, dialog] {
    const alert::Alert made = dialog->alert();
    if (made.id.empty())
      alerts->add(made);
    else
      alerts->replace(made);
  });
  dialog->open();
}

}

void openNewAlert(const Context& context, QWidget* over, alert::Alert draft)
{
  if (context.alerts == nullptr || !context.alerts->isLoaded())
    return;
  if (draft.entityId.empty())
    draft.entityId = securityInView(context).toStdString();
  auto* price = std::get_if<alert::PriceCondition>(&draft.condition);
  const data::QuotePtr quote = context.quotes != nullptr ? context.quotes->quote(draft.entityId) : nullptr;
  if (price != nullptr && std::isnan(price->price) && quote && !std::isnan(quote->last))
    price->price = quote->last;
  openDialog(context, draft, over);
}

void openAlert(const Context& context, const QString& id, QWidget* over)
{
  if (const alert::Alert* one = context.alerts != nullptr ? context.alerts->find(id) : nullptr)
    openDialog(context, *one, over);
}

void registerAlertActions(const Context& context, QWidget* window)
{
  ActionSpec spec;
  spec.id = QStringLiteral("alert.add");
  spec.text = [] { return Tr::tr("Add an a&lert…"); };
  spec.menu = QStringLiteral("market");
  spec.order = 210;
  spec.icon = QStringLiteral("bell");
  spec.shortcut = QStringLiteral("Alt+A");
  spec.help = [] { return Tr::tr("Be told when a price, a change, a line or a formula comes true"); };
  spec.words = QStringLiteral("alarm notify 提醒 预警 警报");
  spec.run = [context, window](bool) { openNewAlert(context, window); };
  context.actions->add(std::move(spec));
  addPanelAction<AlertsPanel>(
      *context.actions, kPanel, "alerts.edit", "pencil", "F4", [] { return Tr::tr("&Edit the alert…"); },
      [](AlertsPanel& panel) { panel.edit(); });
  addPanelAction<AlertsPanel>(
      *context.actions, kPanel, "alerts.remove", "trash", "Del", [] { return Tr::tr("&Delete the alert"); },
      [](AlertsPanel& panel) { panel.remove(); });
  addPanelAction<AlertsPanel>(
      *context.actions, kPanel, "alerts.toggle", "bell-off", "Space", [] { return Tr::tr("&On or off"); },
      [](AlertsPanel& panel) { panel.toggle(); });
  addPanelAction<AlertsPanel>(
      *context.actions, kPanel, "alerts.snooze", "clock", "Ctrl+5", [] { return Tr::tr("&Snooze for 5 minutes"); },
      [](AlertsPanel& panel) { panel.snooze(Duration::minutes(5)); });
}

}

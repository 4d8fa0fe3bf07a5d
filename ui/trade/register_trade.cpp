// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/replay_feed.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/main_window.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/tr.h"
#include "ui/shell/window_set.h"
#include "ui/trade/basket_panel.h"
#include "ui/trade/ticket_panel.h"
#include "ui/trade/trade_panels.h"

namespace zvt::ui {

namespace {

template <typename T>
void add(PanelRegistry& registry, const char* id, std::function<QString()> title, const char* icon,
    const char* shortcut, PanelPlace place)
{
  PanelSpec spec;
  spec.id = QString::fromLatin1(id);
  spec.title = std::move(title);
  spec.icon = QString::fromLatin1(icon);
  spec.menu = QStringLiteral("trade");
  spec.shortcut = QString::fromLatin1(shortcut);
  spec.places = {std::move(place)};
  spec.create = [](const Context& context, QWidget* parent) { return new T(context, parent); };
  registry.add(std::move(spec));
}

void addReplayAction(
    const Context& context, const char* id, std::function<QString()> text, int order, const char* shortcut, int days)
{
  ActionSpec spec;
  spec.id = QString::fromLatin1(id);
  spec.text = std::move(text);
  spec.menu = QStringLiteral("trade");
  spec.order = order;
  spec.icon = QStringLiteral("step");
  spec.shortcut = QString::fromLatin1(shortcut);
  spec.help = [] { return Tr::tr("Open orders meet the stored bars of the days that are played"); };
  spec.run = [session = context.paperSession, replay = context.replay, windows = context.windows, days](bool) {
    // A day that was played is gone: not by a key while the welcome page covers what it would move.
    if (windows != nullptr && windows->active().isWelcomeShown())
      return;
    if (replay != nullptr && replay->isActive())
      replay->replay().nextDay(); // the paper account rests meanwhile
    else if (session != nullptr)
      session->advance(days);
  };
  context.actions->add(std::move(spec));
}

}

void registerTradePanels(PanelRegistry& registry)
{
  const QString trading = QStringLiteral("trading");
  add<TicketPanel>(registry, "ticket", [] { return Tr::tr("Order ticket"); }, "ticket", "F9",
      {trading, DockArea::Right, 1, 390, 5, false});
  add<OrdersPanel>(registry, "orders", [] { return Tr::tr("Orders"); }, "blotter", "",
      {trading, DockArea::Bottom, 0, 230, 1, false});
  add<FillsPanel>(
      registry, "fills", [] { return Tr::tr("Fills"); }, "check", "", {trading, DockArea::Bottom, 1, 230, 1, true});
  add<PositionsPanel>(registry, "positions", [] { return Tr::tr("Positions"); }, "wallet", "",
      {trading, DockArea::Bottom, 2, 230, 1, false});
  add<BasketPanel>(registry, "basket", [] { return Tr::tr("Basket"); }, "pool", "Ctrl+F9",
      {trading, DockArea::Bottom, 3, 230, 1, true});
}

void registerTradeActions(const Context& context)
{
  addReplayAction(context, "trade.nextDay", [] { return Tr::tr("Play the &next trading day"); }, 200, "Ctrl+F10", 1);
  addReplayAction(context, "trade.nextFive", [] { return Tr::tr("Play &five trading days"); }, 210, "", 5);
}

}

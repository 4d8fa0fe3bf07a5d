// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/market/register_market.h"

#include "ui/market/intraday_panel.h"
#include "ui/market/quote_panel.h"
#include "ui/market/quote_replay_bar.h"
#include "ui/market/quote_source.h"
#include "ui/market/tape_panel.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/tr.h"

#include <QApplication>

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
  spec.menu = QStringLiteral("market");
  spec.shortcut = QString::fromLatin1(shortcut);
  spec.places = {std::move(place)};
  spec.helpTopic = QStringLiteral("panel-quote");
  spec.create = [](const Context& context, QWidget* parent) { return new T(context, parent); };
  registry.add(std::move(spec));
}

}

void registerMarketPanels(PanelRegistry& registry)
{
  const QString trading = QStringLiteral("trading");
  add<QuotePanel>(
      registry, "quote", [] { return Tr::tr("Quote"); }, "depth", "F6", {trading, DockArea::Right, -1, 390, 3, false});
  add<TapePanel>(registry, "tape", [] { return Tr::tr("Time and sales"); }, "blotter", "",
      {trading, DockArea::Right, 0, 390, 2, true});
  add<IntradayPanel>(registry, "intraday", [] { return Tr::tr("Intraday"); }, "intraday", "",
      {trading, DockArea::Centre, 1, 800, 3, true});
}

void registerMarketActions(const Context& context)
{
  ActionSpec spec;
  spec.id = QStringLiteral("market.replay");
  spec.text = [] { return Tr::tr("Play or pause the day's &quotes"); };
  spec.menu = QStringLiteral("market");
  spec.order = 200;
  spec.icon = QStringLiteral("replay");
  spec.shortcut = QStringLiteral("Ctrl+Alt+Space");
  spec.help = [] { return Tr::tr("The quotes of the paper market's day run again, at the speed that is set"); };
  spec.run = [context](bool) { toggleReplay(context); };
  context.actions->add(std::move(spec));
  ActionSpec file;
  file.id = QStringLiteral("market.quoteFile");
  file.text = [] { return Tr::tr("Play &recorded quotes…"); };
  file.menu = QStringLiteral("market");
  file.order = 201;
  file.icon = QStringLiteral("folder");
  file.help = [] { return Tr::tr("A recording of QMT's full ticks instead of the paper market's day"); };
  file.run = [context](bool) { openQuoteFile(context, QApplication::activeWindow()); };
  context.actions->add(std::move(file));
  ActionSpec day;
  day.id = QStringLiteral("market.paperQuotes");
  day.text = [] { return Tr::tr("Back to the &paper market's day"); };
  day.menu = QStringLiteral("market");
  day.order = 202;
  day.help = [] { return Tr::tr("Ends the replay of a recorded file"); };
  day.run = [context](bool) { closeQuoteFile(context); };
  context.actions->add(std::move(day));
}

}

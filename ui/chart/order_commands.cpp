// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done to the orders on a chart by key and search.
#include "ui/chart/chart_commands.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/orders_feature.h"
#include "ui/shell/tr.h"

namespace zvt::ui {

void addOrderCommands(std::vector<ChartCommand>& commands)
{
  const auto add = [&](const char* id, const char* icon, const char* keys, QString (*text)(), auto run) {
    commands.push_back({ChartCommand::Group::Order, QLatin1String(id), QLatin1String(icon), QLatin1String(keys), text,
        [run](ChartPanel& panel) {
          if (auto* orders = panel.feature<OrdersFeature>())
            run(*orders);
        },
        {}});
  };
  add(
      "chart.nextOrder", "blotter", "Ctrl+Alt+O", [] { return Tr::tr("Choose the next &order line"); },
      [](OrdersFeature& orders) { orders.selectNextOrder(); });
  add(
      "chart.buy", "buy", "", [] { return Tr::tr("&Buy what the chart shows…"); },
      [](OrdersFeature& orders) { orders.beginOrder(trading::Side::Buy); });
  add(
      "chart.sell", "sell", "", [] { return Tr::tr("&Sell what the chart shows…"); },
      [](OrdersFeature& orders) { orders.beginOrder(trading::Side::Sell); });
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/trade/trading_feed.h"

namespace zvt::ui {

class StatusCells;

/// The paper account's cell in the status bar.
class PaperStatus : public QObject {
  Q_OBJECT

public:
  PaperStatus(const Context& context, StatusCells* cells);

private:
  void show();
  TradingFeed m_feed;
  StatusCells* m_cells;
};

}

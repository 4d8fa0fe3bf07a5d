// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/paper_status.h"

#include "ui/shell/status_cells.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"

namespace zvt::ui {

PaperStatus::PaperStatus(const Context& context, StatusCells* cells)
    : QObject(cells)
    , m_feed(context)
    , m_cells(cells)
{
  connect(&m_feed, &TradingFeed::changed, this, &PaperStatus::show);
  connect(&m_feed, &TradingFeed::replayChanged, this, &PaperStatus::show);
  connect(&widgets::Language::current(), &widgets::Language::changed, this, &PaperStatus::show);
  show();
}

void PaperStatus::show()
{
  StatusCell cell{CellState::Off, Tr::tr("No paper account"), {}};
  if (m_feed.isAvailable()) {
    const trading::ReplayState& replay = m_feed.replay();
    cell.state = CellState::Ok;
    cell.text = Tr::tr("Paper account ready");
    if (!m_feed.snapshot()->reconciled) {
      cell.state = CellState::Warning;
      cell.text = Tr::tr("Paper account not reconciled");
    } else if (replay.at) {
      cell.state = CellState::Busy;
      cell.text = Tr::tr("Replay: practice account");
    } else if (replay.running) {
      cell.state = CellState::Busy;
      cell.text = Tr::tr("Playing day %1 of %2").arg(replay.done + 1).arg(replay.wanted);
    } else if (!replay.day) {
      cell.state = CellState::Off;
      cell.text = Tr::tr("Paper account waits for bars");
    }
    if (replay.day && !replay.at)
      cell.toolTip = Tr::tr("Market: close of %1").arg(QString::fromStdString(replay.day->iso()));
    if (!replay.problem.code.empty()) {
      cell.state = CellState::Warning;
      cell.toolTip = widgets::Language::current().describe(replay.problem);
    }
  }
  m_cells->setCell(QStringLiteral("paper"), cell);
}

}

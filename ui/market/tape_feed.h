// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/market/quote_subject.h"

namespace zvt::widgets {
class TapeView;
}

namespace zvt::ui {

/// Keeps a tape in step with the hub: what is new is appended, another day or security begins anew. A child of its
/// panel.
class TapeFeed : public QObject {
  Q_OBJECT

public:
  TapeFeed(QuoteSubject* subject, widgets::TapeView* tape, QObject* parent);
  void retranslate();

private:
  void refresh();
  void begin();
  void showEmptyText();

  QuoteSubject* m_subject;
  widgets::TapeView* m_tape;
  std::uint64_t m_day = 0;
  std::uint64_t m_newest = 0;
};

}

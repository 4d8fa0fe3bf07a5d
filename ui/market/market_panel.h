// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/market/quote_subject.h"
#include "ui/shell/panel.h"

namespace zvt::ui {

/// The base of the panels that show the present of one security: which one, kept in the workspace and chosen by the
/// link colour; what is said while there is none; copy and export of what a panel's table() holds. A panel calls
/// start() at the end of its constructor and shows its subject in refresh().
class MarketPanel : public Panel {
  Q_OBJECT

public:
  MarketPanel(const Context& context, QWidget* parent);

  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  [[nodiscard]] QString copyText() const override;
  [[nodiscard]] QList<ExportFormat> exportFormats() const override;
  void showEntity(const QString& entityId);

protected:
  [[nodiscard]] const Context& context() const { return m_context; }
  [[nodiscard]] QuoteSubject& subject() const { return *m_subject; }
  /// Follows the link and shows what it has chosen already.
  void start();
  /// True: there is a quote to show, and the content is in view. Else it is said why not.
  bool showsQuote(const QString& icon, const QString& purpose);
  /// Offers a price that was picked here to the ticket of the same link colour.
  void pickPrice(double price);

private:
  Context m_context;
  QuoteSubject* m_subject;
};

}

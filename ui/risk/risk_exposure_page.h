// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trading/risk/exposure_table.h"
#include "ui/shell/context.h"
#include "widgets/table/column_table.h"
#include "widgets/table/sort_proxy.h"

#include <QJsonObject>
#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;

namespace zvt::widgets {
class DataTable;
class TextLabel;
}

namespace zvt::ui {

/// An exposure with what it was asked by.
struct RiskExposureLook {
  risk::ExposureQuestion question;
  risk::ExposureTable table;
  std::vector<std::string> accounts; ///< there are, by name
  Error problem; ///< facts that could not be read; empty code: none
};

/// What is held, by industry, tag, security, currency or account, of one account or of all: net, gross, what working
/// orders can add, and the share of the equity. GUI thread.
class RiskExposurePage : public QWidget {
  Q_OBJECT

public:
  explicit RiskExposurePage(const Context& context, QWidget* parent = nullptr);
  [[nodiscard]] risk::ExposureQuestion question() const;
  void take(RiskExposureLook look);
  /// Nothing is held, of no account.
  [[nodiscard]] bool isEmpty() const;
  void retranslate();
  [[nodiscard]] QJsonObject state() const;
  void restore(const QJsonObject& state);

  /// Reads what a book knows now. For a worker's thread.
  [[nodiscard]] static RiskExposureLook read(
      risk::RiskDesk& desk, const market::EntityTable* entities, risk::ExposureQuestion question);

Q_SIGNALS:
  void asked(); ///< for another grouping, or another account

private:
  void showAccounts();
  void showSums();
  [[nodiscard]] std::vector<widgets::TableColumn> columns();
  [[nodiscard]] QString nameOf(const risk::ExposureRow& row) const;

  Context m_context;
  std::shared_ptr<const RiskExposureLook> m_look;
  std::string m_account; ///< chosen; empty: all
  QLabel *m_byLabel, *m_accountLabel;
  QComboBox *m_by, *m_accounts;
  widgets::TextLabel* m_sums;
  widgets::ColumnTable m_rows;
  widgets::SortProxy m_sorted;
  widgets::DataTable* m_table;
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace zvt::widgets {

class ColumnTable;
class DataTable;
class SortProxy;

/// A table over records that a click on a head sorts, in their own order at first; several rows can be chosen. Both
/// models outlive it. @param name object name
[[nodiscard]] DataTable* sortedTable(QWidget* parent, const char* name, SortProxy& sorted, ColumnTable& model);
/// As wide as the columns of the model want to be.
void setColumnWidths(DataTable* table, const ColumnTable& model);

}

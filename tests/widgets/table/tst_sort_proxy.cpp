// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/column_table.h"
#include "widgets/table/sort_proxy.h"

#include <QtTest>

#include <cmath>

using namespace zvt::widgets;

class TstSortProxy : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// A dash compared as a word with numbers once left the order to chance: 12 stood before 9.
  void missingFiguresComeLastBothWays()
  {
    const auto figure = [](double value) { return TableCell{QString::number(value), value, CellTone::Neutral, {}}; };
    const TableCell missing{QStringLiteral("–"), {}, CellTone::Muted, {}};
    const TableCell undefined{QStringLiteral("–"), std::nan(""), CellTone::Muted, {}};
    setCells({figure(9), missing, figure(12), undefined, figure(-3), TableCell{}, figure(100)});
    m_proxy.sort(0, Qt::AscendingOrder);
    QCOMPARE(texts().mid(0, 4),
        (QStringList{QStringLiteral("-3"), QStringLiteral("9"), QStringLiteral("12"), QStringLiteral("100")}));
    m_proxy.sort(0, Qt::DescendingOrder);
    QCOMPARE(texts().mid(0, 4),
        (QStringList{QStringLiteral("100"), QStringLiteral("12"), QStringLiteral("9"), QStringLiteral("-3")}));
  }

  /// Values of a swept parameter may be words; in a column of words one may be missing.
  void wordsComeBehindNumbersAndBeforeWhatIsMissing()
  {
    const auto word = [](const char* text) { return TableCell{QString::fromLatin1(text), {}, CellTone::Neutral, {}}; };
    setCells({word("sma"), TableCell{}, word("ema"), TableCell{QStringLiteral("5"), 5.0, CellTone::Neutral, {}}});
    m_proxy.sort(0, Qt::AscendingOrder);
    QCOMPARE(texts(), (QStringList{QStringLiteral("5"), QStringLiteral("ema"), QStringLiteral("sma"), QString()}));
    m_proxy.sort(0, Qt::DescendingOrder);
    QCOMPARE(texts(), (QStringList{QStringLiteral("sma"), QStringLiteral("ema"), QStringLiteral("5"), QString()}));
  }

private:
  void setCells(const std::vector<TableCell>& cells)
  {
    m_model.setContent(
        {{[] { return QString(); }, true, 80, [cells](std::size_t row) { return cells[row]; }}}, cells.size());
    m_proxy.setSourceModel(&m_model);
  }
  [[nodiscard]] QStringList texts() const
  {
    QStringList shown;
    for (int row = 0; row < m_proxy.rowCount(); ++row)
      shown << m_proxy.index(row, 0).data().toString();
    return shown;
  }

  ColumnTable m_model;
  SortProxy m_proxy;
};

QTEST_MAIN(TstSortProxy)
#include "tst_sort_proxy.moc"

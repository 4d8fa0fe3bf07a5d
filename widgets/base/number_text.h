// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/number_format.h"

#include <QStringView>

#include <array>

namespace zvt::widgets {

/// A number as number_format.h writes it, in a place of its own: what paints thousands of cells thirty times a second
/// takes no memory for their texts.
class NumberText {
public:
  /// Longer texts are cut off; no number on screen comes near.
  static constexpr std::size_t kRoom = 48;

  [[nodiscard]] static NumberText number(double value, int decimals);
  [[nodiscard]] static NumberText signedNumber(double value, int decimals);
  [[nodiscard]] static NumberText signedPercent(double fraction, int decimals = 2);
  [[nodiscard]] static NumberText percent(double fraction, int decimals = 2);
  [[nodiscard]] static NumberText large(double value, NumberStyle style, int decimals = 0);

  void append(QChar c)
  {
    if (m_size < kRoom)
      m_text[m_size++] = c.unicode();
  }
  void append(QStringView text)
  {
    for (const QChar c : text)
      append(c);
  }
  void clear() { m_size = 0; }
  [[nodiscard]] bool isEmpty() const { return m_size == 0; }
  [[nodiscard]] QStringView view() const { return {m_text.data(), static_cast<qsizetype>(m_size)}; }
  [[nodiscard]] QString toString() const { return view().toString(); }

private:
  void appendDigits(double magnitude, int decimals);
  [[nodiscard]] bool isZero() const;

  std::array<char16_t, kRoom> m_text;
  std::size_t m_size = 0;
};

}

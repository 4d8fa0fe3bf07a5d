// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/least_squares.h"

#include <cmath>
#include <numeric>

namespace zvt::analytics {

namespace {

using Column = std::vector<double>;

double lengthFrom(const Column& column, std::size_t from)
{
  double scale = 0;
  for (std::size_t i = from; i < column.size(); ++i)
    scale = std::fmax(scale, std::fabs(column[i]));
  if (scale == 0)
    return 0;
  double sum = 0;
  for (std::size_t i = from; i < column.size(); ++i)
    sum += (column[i] / scale) * (column[i] / scale);
  return scale * std::sqrt(sum);
}

/// column −= 2·v·(v·column) over the rows from @p from; v has length 1.
void reflect(Column& column, const Column& v, std::size_t from)
{
  const double dot = std::inner_product(
      v.begin() + static_cast<std::ptrdiff_t>(from), v.end(), column.begin() + static_cast<std::ptrdiff_t>(from), 0.0);
  for (std::size_t i = from; i < column.size(); ++i)
    column[i] -= 2 * dot * v[i];
}

/// Solves R·x = right for the upper triangle that the columns hold.
Column backSubstitute(const std::vector<Column>& columns, Column right)
{
  for (std::size_t k = columns.size(); k-- > 0;) {
    for (std::size_t j = k + 1; j < columns.size(); ++j)
      right[k] -= columns[j][k] * right[j];
    right[k] /= columns[k][k];
  }
  right.resize(columns.size());
  return right;
}

/// Turns the columns into R and y into Qᵀy. False where the columns depend on each other.
bool triangulate(std::vector<Column>& columns, Column& y)
{
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const double whole = lengthFrom(columns[k], 0);
    const double length = lengthFrom(columns[k], k);
    if (!(length > 1e-10 * whole))
      return false;
    Column v = columns[k];
    v[k] += v[k] < 0 ? -length : length;
    const double norm = lengthFrom(v, k);
    for (std::size_t i = k; i < v.size(); ++i)
      v[i] /= norm;
    for (std::size_t j = k; j < columns.size(); ++j)
      reflect(columns[j], v, k);
    reflect(y, v, k);
  }
  return true;
}

}

std::optional<LeastSquares> leastSquares(std::vector<std::vector<double>> columns, std::span<const double> y)
{
  const std::size_t unknowns = columns.size();
  if (unknowns == 0 || y.size() <= unknowns)
    return std::nullopt;
  Column right(y.begin(), y.end());
  if (!triangulate(columns, right))
    return std::nullopt;
  LeastSquares result;
  for (std::size_t i = unknowns; i < right.size(); ++i)
    result.residualSum += right[i] * right[i];
  result.coefficients = backSubstitute(columns, right);
  // (XᵀX)⁻¹ = R⁻¹·R⁻ᵀ: its diagonal is the squared length of the rows of R⁻¹.
  std::vector<double> squares(unknowns, 0.0);
  for (std::size_t k = 0; k < unknowns; ++k) {
    Column unit(right.size(), 0.0);
    unit[k] = 1;
    const Column inverse = backSubstitute(columns, std::move(unit));
    for (std::size_t i = 0; i < unknowns; ++i)
      squares[i] += inverse[i] * inverse[i];
  }
  const double variance = result.residualSum / static_cast<double>(y.size() - unknowns);
  for (const double square : squares)
    result.errors.push_back(std::sqrt(variance * square));
  return result;
}

}

// SPDX-License-Identifier: Apache-2.0
#include "core/factor/alternative/sentiment.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace zvt::factor {

namespace {

constexpr double kCapitals = 0.733;
constexpr double kNegation = -0.74;
constexpr double kBut = 0.5; ///< ahead of "but"; behind it 1.5
constexpr std::string_view kPunctuation = R"(!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~)";

bool isCapital(char c)
{
  return c >= 'A' && c <= 'Z';
}
bool isSmall(char c)
{
  return c >= 'a' && c <= 'z';
}
bool isUpperCase(std::string_view word)
{
  return std::ranges::any_of(word, isCapital) && std::ranges::none_of(word, isSmall);
}

/// Without punctuation at both ends, unless that leaves an emoticon or hardly anything.
std::string_view withoutPunctuation(std::string_view token)
{
  const std::size_t first = token.find_first_not_of(kPunctuation);
  if (first == std::string_view::npos)
    return token;
  const std::string_view inner = token.substr(first, token.find_last_not_of(kPunctuation) - first + 1);
  return inner.size() <= 2 ? token : inner;
}

class EnglishText {
public:
  EnglishText(std::string_view text, const Lexicon& lexicon)
      : m_lexicon(lexicon)
  {
    std::size_t at = 0;
    while ((at = text.find_first_not_of(" \t\r\n\f\v", at)) != std::string_view::npos) {
      const std::size_t end = std::min(text.find_first_of(" \t\r\n\f\v", at), text.size());
      const std::string_view token = withoutPunctuation(text.substr(at, end - at));
      m_words.emplace_back(token);
      m_lower.push_back(toLower(token));
      at = end;
    }
    const auto capitals = static_cast<std::size_t>(std::ranges::count_if(m_words, isUpperCase));
    m_mixesCapitals = capitals > 0 && capitals < m_words.size();
  }

  [[nodiscard]] std::vector<WordMood> moods() const
  {
    std::vector<WordMood> moods;
    for (std::size_t i = 0; i < m_words.size(); ++i)
      moods.push_back({m_lower[i], isDegree(i) ? 0 : valence(i)});
    const auto but = std::ranges::find(m_lower, "but");
    if (but != m_lower.end()) {
      const auto place = static_cast<std::size_t>(but - m_lower.begin());
      for (std::size_t i = 0; i < moods.size(); ++i)
        moods[i].weight *= i < place ? kBut : i > place ? 2 - kBut : 1;
    }
    return moods;
  }

private:
  [[nodiscard]] bool isDegree(std::size_t i) const
  {
    return m_lexicon.degree(m_lower[i]) || (m_lower[i] == "kind" && i + 1 < m_lower.size() && m_lower[i + 1] == "of");
  }
  [[nodiscard]] bool has(std::size_t i, std::size_t back, std::string_view word) const
  {
    return i >= back && m_lower[i - back] == word;
  }
  [[nodiscard]] bool hasAny(std::size_t i, std::size_t back, std::string_view one, std::string_view other) const
  {
    return has(i, back, one) || has(i, back, other);
  }
  [[nodiscard]] bool isNegated(std::size_t i) const
  {
    return m_lexicon.isNegation(m_lower[i]) || m_lower[i].find("n't") != std::string::npos;
  }

  [[nodiscard]] double valence(std::size_t i) const
  {
    const auto known = m_lexicon.word(m_lower[i]);
    if (!known)
      return 0;
    double value = afterNo(i, *known);
    if (m_mixesCapitals && isUpperCase(m_words[i]))
      value += value > 0 ? kCapitals : -kCapitals;
    for (std::size_t back = 1; back <= 3 && back <= i; ++back) {
      if (m_lexicon.word(m_lower[i - back]))
        continue;
      constexpr std::array<double, 3> kFading{1, 0.95, 0.9};
      value += degree(i - back, value) * kFading[back - 1];
      value = afterNegation(i, back, value);
      if (back == 3)
        value = afterPhrases(i, value);
    }
    if (has(i, 1, "least") && !m_lexicon.word("least") && !hasAny(i, 2, "at", "very"))
      value *= kNegation;
    return value;
  }
  /// "no" turns what follows it round, and then says nothing of itself.
  [[nodiscard]] double afterNo(std::size_t i, double value) const
  {
    if (m_lower[i] == "no" && i + 1 < m_lower.size() && m_lexicon.word(m_lower[i + 1]))
      value = 0;
    if (has(i, 1, "no") || has(i, 2, "no") || (has(i, 3, "no") && hasAny(i, 1, "or", "nor")))
      value *= kNegation;
    return value;
  }
  [[nodiscard]] double degree(std::size_t place, double value) const
  {
    const auto known = m_lexicon.degree(m_lower[place]);
    if (!known)
      return 0;
    double degree = value < 0 ? -*known : *known;
    if (m_mixesCapitals && isUpperCase(m_words[place]))
      degree += value > 0 ? kCapitals : -kCapitals;
    return degree;
  }
  [[nodiscard]] double afterNegation(std::size_t i, std::size_t back, double value) const
  {
    constexpr double kNeverSo = 1.25;
    const bool isNeverSo = back == 2 && has(i, 2, "never") && hasAny(i, 1, "so", "this");
    const bool isSo = back == 3 && ((has(i, 3, "never") && hasAny(i, 2, "so", "this")) || hasAny(i, 1, "so", "this"));
    if (isNeverSo || isSo)
      return value * kNeverSo;
    if (back > 1 && has(i, back, "without") && (has(i, back - 1, "doubt") || has(i, 1, "doubt")))
      return value;
    return isNegated(i - back) ? value * kNegation : value;
  }
  [[nodiscard]] std::string joined(std::size_t first, std::size_t last) const
  {
    std::string text = m_lower[first];
    for (std::size_t i = first + 1; i <= last; ++i)
      text += " " + m_lower[i];
    return text;
  }
  [[nodiscard]] double afterPhrases(std::size_t i, double value) const
  {
    const std::array<std::string, 5> before{
        joined(i - 1, i), joined(i - 2, i), joined(i - 2, i - 1), joined(i - 3, i - 1), joined(i - 3, i - 2)};
    const auto phrase =
        std::ranges::find_if(before, [&](const auto& one) { return m_lexicon.phrase(one).has_value(); });
    if (phrase != before.end())
      value = *m_lexicon.phrase(*phrase);
    for (std::size_t more = 1; more <= 2 && i + more < m_lower.size(); ++more)
      value = m_lexicon.phrase(joined(i, i + more)).value_or(value);
    for (const std::string& words : {before[3], before[4], before[2]})
      value += m_lexicon.degree(words).value_or(0);
    return value;
  }

  const Lexicon& m_lexicon;
  std::vector<std::string> m_words; ///< as written
  std::vector<std::string> m_lower;
  bool m_mixesCapitals = false;
};

double emphasisOf(std::string_view text)
{
  const auto exclamations = std::min<std::ptrdiff_t>(std::ranges::count(text, '!'), 4);
  const auto questions = std::ranges::count(text, '?');
  const double asked = questions <= 1 ? 0 : questions <= 3 ? static_cast<double>(questions) * 0.18 : 0.96;
  return static_cast<double>(exclamations) * 0.292 + asked;
}

}

TextMood englishMood(std::string_view text, const Lexicon& lexicon)
{
  TextMood mood;
  double sum = 0;
  for (WordMood& word : EnglishText(text, lexicon).moods()) {
    sum += word.weight;
    if (word.weight != 0)
      mood.words.push_back(std::move(word));
  }
  if (sum != 0)
    sum += sum > 0 ? emphasisOf(text) : -emphasisOf(text);
  mood.score = normalisedMood(sum);
  return mood;
}

}

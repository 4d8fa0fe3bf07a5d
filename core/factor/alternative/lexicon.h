// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace zvt {
class FileSystem;
}

namespace zvt::factor {

enum class Language { English, Chinese };
/// "english", "chinese": also the names of the files.
[[nodiscard]] std::string_view toString(Language language);

/// Words that carry a mood, and words that turn it round, strengthen or weaken it. English words are lower case.
/// Immutable, safe to share between threads.
class Lexicon {
public:
  /// Reads the text format (resources/sentiment/README.md): sections [words], [negations], [degrees] and [phrases], a
  /// word a line, a number after a tab where the section has one; "# …" is a comment. Text ahead of the first section
  /// is [words]. A word that comes twice: the last counts.
  /// Errors, with argument "line" (from 1): lexicon.unknown_section, lexicon.no_number, lexicon.bad_number,
  /// lexicon.out_of_range (a word's beyond −4 to 4, a degree's beyond −1 to 1), lexicon.not_utf8; lexicon.no_words.
  static Result<Lexicon> parse(std::string_view text);
  /// That of the program.
  static const Lexicon& builtIn(Language language);
  /// The text of the program's, to begin one's own with.
  static std::string_view builtInText(Language language);

  /// −4 … 4; nothing for a word that is not in it.
  [[nodiscard]] std::optional<double> word(std::string_view text) const { return find(m_words, text); }
  [[nodiscard]] std::optional<double> degree(std::string_view text) const { return find(m_degrees, text); }
  /// Of several words with one blank between them.
  [[nodiscard]] std::optional<double> phrase(std::string_view text) const { return find(m_phrases, text); }
  [[nodiscard]] bool isNegation(std::string_view text) const { return m_negations.contains(text); }
  [[nodiscard]] std::size_t wordCount() const { return m_words.size(); }
  /// Bytes of the longest word, degree or negation: as far as somebody who looks for the longest match need look.
  [[nodiscard]] std::size_t longest() const { return m_longest; }

private:
  using Weights = std::map<std::string, double, std::less<>>;
  friend class LexiconReader;
  static std::optional<double> find(const Weights& weights, std::string_view text)
  {
    const auto found = weights.find(text);
    return found == weights.end() ? std::nullopt : std::optional(found->second);
  }

  Weights m_words;
  Weights m_degrees;
  Weights m_phrases;
  std::set<std::string, std::less<>> m_negations;
  std::size_t m_longest = 0;
};

/// The lexicons in use: a user's file sentiment/english.txt or sentiment/chinese.txt in the profile, else the
/// program's.
struct Lexicons {
  Lexicon english;
  Lexicon chinese;

  /// @param profile folder of the profile. Errors: those of Lexicon::parse with argument "file"; file.*.
  static Result<Lexicons> load(const FileSystem& files, const std::filesystem::path& profile);
  static Lexicons builtIn();
};

/// Where a user's own lexicon lies in a profile.
[[nodiscard]] std::filesystem::path lexiconFile(const std::filesystem::path& profile, Language language);

}

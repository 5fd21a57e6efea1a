// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: the bytes as Python's struct and zlib make them · a file cut anywhere gives the frames that are whole and never says "lost" · every bit flipped: what is read was
// written, and what is missing before the end is told (S2-24).

#include "dw-history-journal.h"

#define OWNER G_GUINT64_CONSTANT (0x1122334455667788)

/* struct.pack and zlib.crc32 of Python 3.11: head of OWNER after 5 seals, frames "abc" and "12345678", the end. */
static const char *const GOLDEN[] = {
  "4457484a0100000088776655443322110500000000000000ba1fb05500000000",
  "030000008e2e45cd01000000000000006162630000000000",
  "080000009a6d6cea02000000000000003132333435363738",
  "000000008cc15af50300000000000000",
};

/* Head, n frames "frame 1" …, the end when closed. ends: where each part ends (n + 2). */
static GByteArray *
make_file (guint n, gboolean closed, gsize *ends)
{
  GByteArray *file = g_byte_array_new ();

  dw_history_journal_head_put (file, &(DwHistoryJournalHead){ OWNER, 5 });
  ends[0] = file->len;
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *text = g_strdup_printf ("frame %u%.*s", i, (int)(i % 9), "123456789");

      dw_history_frame_put (file, i, (const guint8 *)text, strlen (text));
      ends[i] = file->len;
    }
  if (closed)
    dw_history_frame_put (file, n + 1, NULL, 0);
  return file;
}

static void
test_golden (void)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GString) hex = g_string_new (NULL);
  g_autofree char *expected = g_strjoin ("", GOLDEN[0], GOLDEN[1], GOLDEN[2], GOLDEN[3], NULL);

  dw_history_journal_head_put (file, &(DwHistoryJournalHead){ OWNER, 5 });
  dw_history_frame_put (file, 1, (const guint8 *)"abc", 3);
  dw_history_frame_put (file, 2, (const guint8 *)"12345678", 8);
  dw_history_frame_put (file, 3, NULL, 0);
  for (guint i = 0; i < file->len; i++)
    g_string_append_printf (hex, "%02x", file->data[i]);
  g_assert_cmpstr (hex->str, ==, expected);
}

typedef struct
{
  guint n_frames;
  guint n_losses;
  gboolean wrong; /* a frame that was never written */
} Found;

static Found
find_frames (const guint8 *bytes, gsize length)
{
  DwHistoryFrames frames = { .bytes = bytes, .length = length, .position = DW_HISTORY_JOURNAL_HEAD_BYTES };
  DwHistoryFrame frame;
  Found found = { 0 };

  while (dw_history_frames_next (&frames, &frame))
    {
      g_autofree char *text = g_strdup_printf ("frame %d%.*s", (int)frames.seq, (int)(frames.seq % 9), "123456789");

      found.n_losses += frame.follows_loss;
      found.n_frames += frame.length > 0;
      found.wrong |= frame.length > 0 && (frame.length != strlen (text) || memcmp (frame.records, text, frame.length) != 0);
    }
  return found;
}

/* A writer that died, or a reader that came in the middle of a write: nothing to complain about. */
static void
test_cut (void)
{
  gsize ends[12];
  g_autoptr (GByteArray) file = make_file (10, FALSE, ends);

  for (gsize length = 0; length <= file->len; length++)
    for (guint filled = 0; filled <= 1; filled++)
      {
        g_autofree guint8 *cut = g_malloc0 (file->len + 4096);
        Found found;
        guint n = 0;

        memcpy (cut, file->data, length);
        found = find_frames (cut, filled ? file->len + 4096 : length);
        while (n < 10 && ends[n + 1] <= length)
          n++;
        /* Zeros that are missing at the end of a frame are there when room was made. */
        g_assert_cmpuint (found.n_frames, >=, n);
        g_assert_cmpuint (found.n_frames, <=, n + 1);
        g_assert_cmpuint (found.n_losses, ==, 0);
        g_assert_false (found.wrong);
      }
}

static void
test_flipped (void)
{
  gsize ends[12];
  g_autoptr (GByteArray) file = make_file (10, TRUE, ends);

  for (gsize bit = DW_HISTORY_JOURNAL_HEAD_BYTES * 8; bit < file->len * 8; bit++)
    {
      Found found;

      file->data[bit / 8] ^= (guint8)(1 << bit % 8);
      found = find_frames (file->data, file->len);
      file->data[bit / 8] ^= (guint8)(1 << bit % 8);
      g_assert_false (found.wrong);
      g_assert_cmpuint (found.n_frames, >=, 9);
      g_assert_cmpuint (found.n_losses, ==, 10 - found.n_frames);
    }
}

static void
test_heads (void)
{
  gsize ends[2];
  g_autoptr (GByteArray) file = make_file (0, FALSE, ends);
  DwHistoryJournalHead head = { 0 };

  g_assert_true (dw_history_journal_head_get (file->data, file->len, &head));
  g_assert_true (head.owner == OWNER && head.seals == 5);
  for (gsize length = 0; length < DW_HISTORY_JOURNAL_HEAD_BYTES; length++)
    g_assert_false (dw_history_journal_head_get (file->data, length, &head));
  for (gsize bit = 0; bit < 28 * 8; bit++)
    {
      file->data[bit / 8] ^= (guint8)(1 << bit % 8);
      g_assert_false (dw_history_journal_head_get (file->data, file->len, &head));
      file->data[bit / 8] ^= (guint8)(1 << bit % 8);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history-journal-bytes/are-those-of-another-program", test_golden);
  g_test_add_func ("/history-journal-bytes/cut-anywhere-is-no-damage", test_cut);
  g_test_add_func ("/history-journal-bytes/every-flipped-bit-is-told", test_flipped);
  g_test_add_func ("/history-journal-bytes/damaged-heads-are-refused", test_heads);
  return g_test_run ();
}

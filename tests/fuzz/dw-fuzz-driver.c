// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-fuzz.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

/* Drives a fuzz target without libFuzzer:
 *
 *     drive-NAME CORPUS COUNT [SEED]
 *
 * Every file of the folder CORPUS is run once, then COUNT inputs: random ones and changed ones of the corpus. Without a
 * SEED each run sees new inputs; the seed is printed, so that a bad one can be repeated. The input that breaks is printed in hexadecimal. */

#define RANDOM_MAX 512
#define CHANGES_MAX 8

/* The input under test, for the message of the last moment. */
static const guint8 *current;
static gsize current_size;

/* Only what a signal handler may call. */
static void
print_input (void)
{
  static const char digits[] = "0123456789abcdef";
  static const char head[] = "\ninput: ";

  if (write (STDERR_FILENO, head, sizeof head - 1) < 0)
    return;
  for (gsize i = 0; i < current_size; i++)
    {
      char text[2] = { digits[current[i] >> 4], digits[current[i] & 15] };

      if (write (STDERR_FILENO, text, 2) < 0)
        return;
    }
  if (write (STDERR_FILENO, "\n", 1) < 0)
    return;
}

static void
aborted_cb (int number)
{
  print_input ();
  signal (number, SIG_DFL);
  raise (number);
}

/* There when a sanitizer is linked in. */
void __sanitizer_set_death_callback (void (*callback) (void)) __attribute__ ((weak));

static void
watch_for_death (void)
{
  signal (SIGABRT, aborted_cb);
  if (__sanitizer_set_death_callback)
    __sanitizer_set_death_callback (print_input);
}

/* In an array of exactly its size, so that the address sanitizer sees a byte read behind it. */
static void
run_input (const guint8 *data, gsize size)
{
  g_autofree guint8 *exact = g_malloc (MAX (size, 1));

  if (size > 0)
    memcpy (exact, data, size);
  current = exact;
  current_size = size;
  LLVMFuzzerTestOneInput (exact, size);
  current_size = 0;
}

static void
add_file (GPtrArray *corpus, const char *dir, const char *name)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GError) error = NULL;
  char *content;
  gsize size;

  if (!g_file_get_contents (path, &content, &size, &error))
    g_error ("%s", error->message);
  g_ptr_array_add (corpus, g_bytes_new_take (content, size));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* In the order of the names, so that a seed means the same inputs on every machine. */
static GPtrArray *
load_corpus (const char *dir)
{
  GPtrArray *corpus = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = g_dir_open (dir, 0, &error);
  const char *name;

  if (folder == NULL)
    g_error ("%s", error->message);
  while ((name = g_dir_read_name (folder)))
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    add_file (corpus, dir, names->pdata[i]);
  return corpus;
}

static void
fill_random (GRand *rand, GByteArray *input)
{
  g_byte_array_set_size (input, (guint)g_rand_int_range (rand, 0, RANDOM_MAX + 1));
  for (guint i = 0; i < input->len; i++)
    input->data[i] = (guint8)g_rand_int (rand);
}

static void
flip_bit (GRand *rand, GByteArray *input, guint at)
{
  input->data[at] ^= (guint8)(1 << g_rand_int_range (rand, 0, 8));
}

/* Bytes that lengths and limits like to trip over. */
static void
set_byte (GRand *rand, GByteArray *input, guint at)
{
  static const guint8 edges[] = { 0x00, 0x01, 0x7f, 0x80, 0xfa, 0xfb, 0xfe, 0xff };
  gboolean edge = g_rand_boolean (rand);

  input->data[at] = edge ? edges[g_rand_int_range (rand, 0, G_N_ELEMENTS (edges))] : (guint8)g_rand_int (rand);
}

static void
remove_run (GRand *rand, GByteArray *input, guint at)
{
  guint length = (guint)g_rand_int_range (rand, 1, 9);

  g_byte_array_remove_range (input, at, MIN (length, input->len - at));
}

static void
repeat_run (GRand *rand, GByteArray *input, guint at)
{
  guint wanted = (guint)g_rand_int_range (rand, 1, 33); /* MIN would take it twice */
  guint length = MIN (wanted, input->len - at);
  g_autofree guint8 *run = g_memdup2 (input->data + at, length);

  g_byte_array_append (input, run, length);
}

static void
cut_end (GRand *rand, GByteArray *input, guint at)
{
  g_byte_array_set_size (input, at);
}

static void
change_input (GRand *rand, GByteArray *input)
{
  static void (*const changes[]) (GRand *, GByteArray *, guint) = { flip_bit, set_byte, set_byte, remove_run, repeat_run, cut_end };
  int n = g_rand_int_range (rand, 1, CHANGES_MAX + 1);

  for (int i = 0; i < n && input->len > 0; i++)
    changes[g_rand_int_range (rand, 0, G_N_ELEMENTS (changes))](rand, input, (guint)g_rand_int_range (rand, 0, (gint32)input->len));
}

/* A corpus file, sometimes with a piece of another behind it. */
static void
take_from_corpus (GRand *rand, GPtrArray *corpus, GByteArray *input)
{
  gboolean two = g_rand_int_range (rand, 0, 4) == 0;

  g_byte_array_set_size (input, 0);
  for (int i = 0; i <= two; i++)
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (corpus->pdata[g_rand_int_range (rand, 0, (gint32)corpus->len)], &size);

      g_byte_array_append (input, data, (guint)size);
    }
}

static void
run_many (GRand *rand, GPtrArray *corpus, guint64 count)
{
  g_autoptr (GByteArray) input = g_byte_array_new ();

  for (guint64 i = 0; i < count; i++)
    {
      if (corpus->len == 0 || i % 4 == 0)
        fill_random (rand, input);
      else
        {
          take_from_corpus (rand, corpus, input);
          change_input (rand, input);
        }
      run_input (input->data, input->len);
    }
}

int
main (int argc, char **argv)
{
  guint64 count = argc > 2 ? g_ascii_strtoull (argv[2], NULL, 10) : 0;
  guint32 seed = argc > 3 ? (guint32)g_ascii_strtoull (argv[3], NULL, 10) : g_random_int ();
  g_autoptr (GPtrArray) corpus = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  if (argc < 3)
    {
      g_printerr ("%s CORPUS COUNT [SEED]\n", argv[0]);
      return 2;
    }
  g_print ("seed %u\n", seed);
  watch_for_death ();
  corpus = load_corpus (argv[1]);
  for (guint i = 0; i < corpus->len; i++)
    run_input (g_bytes_get_data (corpus->pdata[i], NULL), g_bytes_get_size (corpus->pdata[i]));
  run_many (rand, corpus, count);
  g_print ("%u of the corpus, %" G_GUINT64_FORMAT " more: no finding\n", corpus->len, count);
  return 0;
}

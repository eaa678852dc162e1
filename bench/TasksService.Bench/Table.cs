namespace TasksService.Bench;

/// <summary>A table for people to read and to paste into a Markdown page.</summary>
internal sealed class Table(params string[] headings)
{
    private readonly List<string[]> rows = [headings];

    public void Add(params string[] cells) => rows.Add(cells);

    public void Print(string title)
    {
        var widths = headings.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        Console.WriteLine();
        Console.WriteLine($"### {title}");
        Console.WriteLine();
        for (var index = 0; index < rows.Count; index++)
        {
            Console.WriteLine($"| {string.Join(" | ", rows[index].Select((cell, column) => cell.PadRight(widths[column])))} |");
            if (index == 0)
            {
                Console.WriteLine($"|{string.Join("|", widths.Select(width => new string('-', width + 2)))}|");
            }
        }

        Console.WriteLine();
    }
}

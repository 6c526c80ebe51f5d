using Cluster.ProjectList;

// Makes the wide workbook of Baotou's list of 2026 (项目宽表) in the form in which a department keeps it: 564 projects, whose amounts are made up
// and add up to the published ones. dotnet run --project seeds/ProjectList -- <file.xlsx>
if (args is not [var path])
{
    await Console.Error.WriteLineAsync("用法 Usage: dotnet run --project seeds/ProjectList -- <file.xlsx>");
    return 2;
}

Sheet.Write(path, DemonstrationProjects.Of2026());
return 0;

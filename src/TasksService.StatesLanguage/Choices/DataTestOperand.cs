namespace TasksService.StatesLanguage;

internal enum DataTestOperand
{
    Boolean,
    Number,
    String,
    Timestamp,
}
